import { parseTaskCpu, parseTaskMemory } from '../../model/units';
import { type CheckRule, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { setValue } from '../fixes';
import { onEc2 } from '../scope';
import { api, guide, windowsGuide } from '../sources';
import { containerLabel, sentence } from '../words';
import { memoryOf, reservationOf } from './sizes';

const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

export const windowsTaskSizeIgnored = defineRule<CheckRule>({
  id: 'windows-task-size-ignored',
  group: 'sizing',
  severity: 'info',
  summary: 'Windows does not keep to task sizes',
  why: 'On EC2 Windows the task size is not supported; on Fargate Windows it is billed but not enforced. Container limits work on both.',
  source: windowsGuide,
  good: [inTask(windows), inTask('"memory":"512"')],
  examples: [
    { bad: inTask(`${windows},"cpu":«"1024"»,"memory":"2048"`) },
    { bad: inTask(`${windows},"memory":«"2048"»`) },
  ],
  *check(task) {
    if (task.os !== 'windows' || !(task.isFargate || onEc2(task))) return;
    const [first, ...others] = [task.root?.get('cpu'), task.root?.get('memory')].filter((field) => field !== undefined);
    if (!first) return;
    yield {
      at: first.value,
      message: task.isFargate
        ? 'Fargate does not hold Windows containers to the task size; give the containers limits of their own'
        : 'EC2 does not support a task size for Windows; give the containers limits instead',
      related: others.map((other) => ({ at: other.value, message: 'The same goes for this one' })),
    };
  },
});

export const fargateContainerLimitsMissing = defineRule<CheckRule>({
  id: 'fargate-container-limits-missing',
  absence: 'anywhere',
  group: 'sizing',
  severity: 'hint',
  off: true,
  summary: 'No container has a memory limit, so any of them can starve the rest',
  why: "Without limits of their own, containers share the task's memory freely, and the kernel picks the victim when it runs out.",
  source: guide('task_definition_parameters', 'Task definition parameters for Fargate'),
  good: [inFargate(''), inTask('')],
  examples: [
    {
      bad: '{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512",«"containerDefinitions"»:[{"name":"web","image":"nginx:1.27"},{"name":"side","image":"busybox:1.36"}]}',
    },
  ],
  *check(task) {
    const list = task.root?.get('containerDefinitions');
    if (!list || !(task.isFargate || task.launchTypes.has('MANAGED_INSTANCES')) || task.containers.length < 2) return;
    if (task.containers.some((container) => container.get('memory') ?? container.get('memoryReservation'))) return;
    yield { at: list.key };
  },
});

export const efsSupervisorMemoryHeadroom = defineRule<CheckRule>({
  id: 'efs-supervisor-memory-headroom',
  group: 'sizing',
  severity: 'hint',
  off: true,
  summary: 'No memory is left for the container that Fargate adds to mount EFS',
  why: 'Fargate mounts EFS from a small container of its own inside the task, which needs a share of its memory.',
  source: guide('efs-volumes', 'Use Amazon EFS volumes'),
  good: [
    inFargate('"volumes":[{"name":"data","efsVolumeConfiguration":{"fileSystemId":"fs-12345678"}}]', '"memory":480'),
  ],
  examples: [
    {
      bad: inFargate(
        '"volumes":[{"name":"data","efsVolumeConfiguration":{"fileSystemId":"fs-12345678"}}]',
        '"memory":«512»',
      ),
    },
  ],
  *check(task) {
    const [container, ...others] = task.containers;
    if (!task.isFargate || task.os === 'windows' || !container || others.length > 0 || task.memory === undefined)
      return;
    if (!task.volumes.some((volume) => volume.get('efsVolumeConfiguration'))) return;
    if (memoryOf(container) !== task.memory && reservationOf(container) !== task.memory) return;
    const field = container.get('memory') ?? container.get('memoryReservation');
    if (!field) return;
    yield {
      at: field.value,
      message: `${sentence(containerLabel(container))} takes all ${task.memory} MiB of the task; leave some for the one that mounts EFS`,
    };
  },
});

export const taskSizeUnitStyle = defineRule<CheckRule>({
  id: 'task-size-unit-style',
  group: 'sizing',
  severity: 'hint',
  off: true,
  summary: 'ECS stores task sizes as whole numbers',
  why: 'ECS turns "1 vCPU" into "1024", so tools that compare the file with the registered task see a difference each time.',
  source: api('RegisterTaskDefinition'),
  good: [inTask('"cpu":"1024","memory":"2048"'), inTask('"cpu":"${CPU}"')],
  examples: [
    { bad: inTask('"cpu":«"1 vCPU"»'), fixed: inTask('"cpu":"1024"') },
    { bad: inTask('"memory":«".5GB"»'), fixed: inTask('"memory":"512"') },
  ],
  *check(task) {
    for (const [name, parse] of [
      ['cpu', parseTaskCpu],
      ['memory', parseTaskMemory],
    ] as const) {
      const field = task.root?.get(name);
      const amount = field?.known === undefined ? undefined : parse(field.known);
      if (!field || amount === undefined || field.text === String(amount) || /^[\d\s]+$/.test(field.text ?? ''))
        continue;
      yield {
        at: field.value,
        message: `ECS stores "${field.text ?? ''}" as "${amount}"`,
        fixes: [setValue(field.path, String(amount), { safe: true })],
      };
    }
  },
});
