import { type ShapeRule, defineRule } from '../define';
import { inContainer } from '../example';
import { rangeRule } from '../limits';
import { fillIn, missingMember } from '../missing';
import { api } from '../sources';

const policy = (members: string): string => inContainer(`"restartPolicy":{${members}}`);
const codes = (count: number): string => Array.from({ length: count }, (_, index) => index).join(',');
const source = api('ContainerRestartPolicy');

export const restartPolicyEnabledMissing = defineRule<ShapeRule>({
  id: 'restart-policy-enabled-missing',
  group: 'restart',
  severity: 'error',
  summary: 'A restart policy says with "enabled" whether it is on',
  why: 'The API insists on it: a policy can also be written down and turned off.',
  awsMessage: 'Missing required parameter in containerDefinitions[0].restartPolicy: "enabled"',
  source,
  good: [policy('"enabled":true'), policy('"enabled":false')],
  examples: [
    { bad: inContainer('«"restartPolicy"»:{}'), fixed: policy('"enabled":true') },
    {
      bad: inContainer('«"restartPolicy"»:{"ignoredExitCodes":[0]}'),
      fixed: policy('"ignoredExitCodes":[0],"enabled":true'),
    },
  ],
  describe: (violation) => missingMember(violation, { fixes: [fillIn(violation, true)] }),
});

export const restartPolicyPeriodRange = rangeRule({
  id: 'restart-policy-period-range',
  group: 'restart',
  summary: 'A container must have run for 60 to 1800 seconds before it is restarted again',
  why: 'ECS refuses a period outside of this range.',
  awsMessage: "the 'restartAttemptPeriod' setting for container 'web' must be between 60 and 1800",
  source,
  frame: (value) => policy(`"enabled":true,"restartAttemptPeriod":${value}`),
  good: [60, 300, 1800],
  bad: [
    [59, 60],
    [1801, 1800],
  ],
});

export const restartPolicyExitCodesCount = defineRule<ShapeRule>({
  id: 'restart-policy-exit-codes-count',
  group: 'restart',
  severity: 'error',
  summary: 'At most 50 exit codes can be ignored',
  why: 'ECS refuses a longer list.',
  source,
  good: [policy(`"enabled":true,"ignoredExitCodes":[${codes(50)}]`)],
  examples: [{ bad: policy(`"enabled":true,"ignoredExitCodes":[${codes(50)},«50»]`) }],
  describe: ({ field }) => ({
    at: (field.item(50) ?? field).value,
    message: `${field.items().length} exit codes; ECS takes 50 at most`,
  }),
});

/** What the schema says about a restart policy. */
export const restartLimits = [restartPolicyEnabledMissing, restartPolicyPeriodRange, restartPolicyExitCodesCount];
