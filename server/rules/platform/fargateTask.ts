import { type CheckRule, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { removeMember, setValue } from '../fixes';
import { isGiven } from '../given';
import { api, fargateGuide } from '../sources';

/** Task-level members that Fargate refuses. */

export const fargatePidModeHost = defineRule<CheckRule>({
  id: 'fargate-pid-mode-host',
  group: 'platform',
  severity: 'error',
  summary: 'Fargate does not show a task the processes of its host',
  why: 'Containers may share the processes of their task, never those of the host, which on Fargate belongs to AWS.',
  awsMessage:
    "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
  source: api('RegisterTaskDefinition'),
  good: [inFargate('"pidMode":"task"'), inTask('"pidMode":"host"')],
  examples: [{ bad: inFargate('"pidMode":«"host"»'), fixed: inFargate('"pidMode":"task"') }],
  *check(task) {
    const field = task.root?.get('pidMode');
    if (!task.isFargate || field?.text !== 'host') return;
    yield {
      at: field.value,
      message: 'Fargate takes "pidMode": "task", but not "host"',
      fixes: [setValue(field.path, 'task'), removeMember(field)],
    };
  },
});

export const fargateIpcMode = defineRule<CheckRule>({
  id: 'fargate-ipc-mode',
  group: 'platform',
  severity: 'error',
  summary: 'Fargate takes no "ipcMode"',
  why: 'How containers share memory segments is fixed on Fargate, whatever the value.',
  awsMessage: 'Fargate compatible task definitions do not support ipcMode',
  awsWordings: ['Tasks using the Fargate launch type do not support ipcMode.'],
  source: api('RegisterTaskDefinition'),
  good: [inTask('"ipcMode":"task"'), inFargate('"ipcMode":""')],
  examples: [{ bad: inFargate('«"ipcMode"»:"task"'), fixed: inFargate('') }],
  *check(task) {
    const field = task.root?.get('ipcMode');
    if (task.isFargate && isGiven(field)) yield { at: field.key, fixes: [removeMember(field)] };
  },
});

export const fargatePlacementConstraints = defineRule<CheckRule>({
  id: 'fargate-placement-constraints',
  group: 'platform',
  severity: 'error',
  summary: 'Fargate takes no placement constraints',
  why: 'There are no instances to choose from: Fargate places each task by itself.',
  awsMessage: 'Fargate compatible task definitions do not support constraints',
  source: fargateGuide,
  good: [inFargate('"placementConstraints":[]')],
  examples: [
    {
      bad: inFargate('«"placementConstraints"»:[{"type":"memberOf","expression":"attribute:ecs.os-type == linux"}]'),
      fixed: inFargate(''),
    },
  ],
  *check(task) {
    const field = task.root?.get('placementConstraints');
    if (task.isFargate && isGiven(field)) yield { at: field.key, fixes: [removeMember(field)] };
  },
});
