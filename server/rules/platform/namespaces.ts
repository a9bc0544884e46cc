import { type CheckRule, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { removeMember, setValue } from '../fixes';
import { offFargate, onEc2OrExternal } from '../scope';
import { api, securityHub } from '../sources';

/** Namespaces of the host, shared with a task. */

export const pidModeHost = defineRule<CheckRule>({
  id: 'pid-mode-host',
  group: 'platform',
  severity: 'warning',
  summary: 'The containers see and may signal every process of their host',
  why: 'Anyone who gets into a container reaches the environment and the secrets of every other task on the instance.',
  source: securityHub(3),
  yieldsTo: ['windows-unsupported-parameter'],
  good: [inTask('"pidMode":"task"'), inFargate('"pidMode":"task"')],
  examples: [{ bad: inTask('"pidMode":«"host"»'), fixed: inTask('"pidMode":"task"') }],
  *check(task) {
    const field = task.root?.get('pidMode');
    if (offFargate(task) && field?.text === 'host')
      yield { at: field.value, fixes: [setValue(field.path, 'task'), removeMember(field)] };
  },
});

export const ipcModeHost = defineRule<CheckRule>({
  id: 'ipc-mode-host',
  group: 'platform',
  severity: 'warning',
  summary: 'The containers share memory segments with every process of their host',
  why: 'Processes of other tasks and of the instance itself can read and write what the containers share among themselves.',
  source: api('RegisterTaskDefinition'),
  yieldsTo: ['windows-unsupported-parameter'],
  good: [inTask('"ipcMode":"task"')],
  examples: [{ bad: inTask('"ipcMode":«"host"»'), fixed: inTask('"ipcMode":"task"') }],
  *check(task) {
    const field = task.root?.get('ipcMode');
    if (onEc2OrExternal(task) && field?.text === 'host') {
      yield { at: field.value, fixes: [setValue(field.path, 'task')] };
    }
  },
});
