import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { notWindows, onEc2OrExternal, onFargateWindows } from '../scope';
import { api, guide, source } from '../sources';
import { containerLabel, sentence } from '../words';

const restartGuide = guide('container-restart-policy', 'Restart individual containers');
const policy = (members: string): string => inContainer(`"restartPolicy":{${members}}`);

export const restartPolicyExitCodeRange = defineRule<CheckRule>({
  id: 'restart-policy-exit-code-range',
  group: 'restart',
  severity: 'warning',
  summary: 'Exit codes lie between 0 and 255',
  why: 'Linux keeps eight bits of what a program returns, so no container ends with another code.',
  source: source('POSIX, exit status'),
  inContainerArray: true,
  good: [policy('"enabled":true,"ignoredExitCodes":[0,255]')],
  examples: [{ bad: policy('"enabled":true,"ignoredExitCodes":[0,«256»]') }],
  *check(task) {
    if (!notWindows(task)) return;
    for (const container of task.containers) {
      for (const item of container.get('restartPolicy')?.get('ignoredExitCodes')?.items() ?? []) {
        if (item.int === undefined || (item.int >= 0 && item.int <= 255)) continue;
        yield { at: item.value, message: `No container ends with exit code ${item.int}; they lie between 0 and 255` };
      }
    }
  },
});

export const restartPolicyDisabledWithSettings = defineRule<CheckRule>({
  id: 'restart-policy-disabled-with-settings',
  group: 'restart',
  severity: 'hint',
  off: true,
  summary: 'A restart policy that is off needs no settings',
  why: 'They have no effect until it is turned on.',
  source: api('ContainerRestartPolicy'),
  inContainerArray: true,
  good: [policy('"enabled":false'), policy('"enabled":true,"restartAttemptPeriod":60')],
  examples: [
    {
      bad: policy('"enabled":false,«"restartAttemptPeriod"»:60'),
      fixed: policy('"enabled":false'),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      const block = container.get('restartPolicy');
      if (block?.get('enabled')?.bool !== false) continue;
      for (const name of ['ignoredExitCodes', 'restartAttemptPeriod'] as const) {
        const field = block.get(name);
        if (field) yield { at: field.key, tag: 'unnecessary', fixes: [removeMember(field)] };
      }
    }
  },
});

export const restartPolicyWindowsFargate = defineRule<CheckRule>({
  id: 'restart-policy-windows-fargate',
  group: 'restart',
  severity: 'error',
  summary: 'Windows tasks on Fargate take no restart policy',
  why: 'Fargate restarts single containers on Linux only.',
  source: restartGuide,
  good: [policy('"enabled":true')],
  examples: [
    {
      bad: '{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"containerDefinitions":[{"name":"web","image":"app:1",«"restartPolicy"»:{"enabled":true}}]}',
      fixed:
        '{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"containerDefinitions":[{"name":"web","image":"app:1"}]}',
    },
  ],
  *check(task) {
    if (!onFargateWindows(task)) return;
    for (const container of task.containers) {
      const field = container.get('restartPolicy');
      if (field) yield { at: field.key, fixes: [removeMember(field)] };
    }
  },
});

export const restartPolicyFirelensBridge = defineRule<CheckRule>({
  id: 'restart-policy-firelens-bridge',
  group: 'restart',
  severity: 'warning',
  summary: 'A log router that restarts in bridge mode comes back at another address',
  why: 'The other containers were told its address when they started, and their logs are lost from then on.',
  source: restartGuide,
  good: [
    inContainer(
      '"firelensConfiguration":{"type":"fluentbit"},"restartPolicy":{"enabled":true}',
      '"networkMode":"awsvpc"',
    ),
    policy('"enabled":true'),
  ],
  examples: [
    {
      bad: inContainer('"firelensConfiguration":{"type":"fluentbit"},«"restartPolicy"»:{"enabled":true}'),
    },
  ],
  *check(task) {
    if (!onEc2OrExternal(task) || task.networkMode !== 'bridge') return;
    for (const container of task.containers) {
      const field = container.get('restartPolicy');
      if (!container.get('firelensConfiguration') || field?.get('enabled')?.bool !== true) continue;
      yield {
        at: field.key,
        message: `${sentence(containerLabel(container))} routes logs; after a restart in bridge mode the others no longer find it`,
      };
    }
  },
});
