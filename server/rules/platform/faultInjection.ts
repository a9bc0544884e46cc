import { type CheckRule, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { setValue } from '../fixes';
import { guide } from '../sources';

const faultGuide = guide('fault-injection', 'Fault injection');

export const faultInjectionUnsupported = defineRule<CheckRule>({
  id: 'fault-injection-unsupported',
  group: 'platform',
  severity: 'warning',
  summary: 'Fault injection works in network modes awsvpc and host, on Linux',
  why: "The agent degrades the task's own network, which it cannot do behind a bridge, without a network, on Windows or outside AWS.",
  awsMessage: 'bridge mode is not supported. Please use either host or awsvpc mode.',
  source: faultGuide,
  good: [
    inFargate('"enableFaultInjection":true'),
    inTask('"enableFaultInjection":false'),
    inTask('"networkMode":"${MODE}","enableFaultInjection":true'),
  ],
  examples: [
    { bad: inTask('"enableFaultInjection":«true»'), fixed: inTask('"enableFaultInjection":false') },
    {
      bad: inTask('"networkMode":"host","requiresCompatibilities":["EXTERNAL"],"enableFaultInjection":«true»'),
      fixed: inTask('"networkMode":"host","requiresCompatibilities":["EXTERNAL"],"enableFaultInjection":false'),
    },
  ],
  *check(task) {
    const field = task.root?.get('enableFaultInjection');
    if (field?.bool !== true) return;
    const mode = task.networkMode;
    const reason =
      mode === 'bridge' || mode === 'none'
        ? `in network mode ${mode}`
        : task.os === 'windows'
          ? 'on Windows'
          : task.launchTypes.has('EXTERNAL')
            ? 'on External instances'
            : undefined;
    if (!reason) return;
    yield {
      at: field.value,
      message: `Fault injection does not work ${reason}`,
      fixes: [setValue(field.path, false)],
    };
  },
});

export const faultInjectionEnabled = defineRule<CheckRule>({
  id: 'fault-injection-enabled',
  group: 'platform',
  severity: 'hint',
  off: true,
  summary: 'The containers of this task may degrade their own network',
  why: 'Fault injection is for experiments; in production it is one more door for whoever gets into a container.',
  source: faultGuide,
  yieldsTo: ['fault-injection-unsupported'],
  good: [inFargate('"enableFaultInjection":false')],
  examples: [
    {
      bad: inFargate('"enableFaultInjection":«true»'),
      fixed: inFargate('"enableFaultInjection":false'),
    },
  ],
  *check(task) {
    const field = task.root?.get('enableFaultInjection');
    if (field?.bool === true) yield { at: field.value, fixes: [setValue(field.path, false)] };
  },
});
