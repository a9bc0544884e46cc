import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { once } from '../once';
import { adviseLinux, offFargate } from '../scope';
import { api, guide, securityHub } from '../sources';
import { atName, containerLabel, sentence } from '../words';

const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

export const privileged = defineRule<CheckRule>({
  id: 'privileged',
  group: 'container',
  severity: 'warning',
  summary: 'A privileged container is root on its host',
  why: 'It sees all devices and may change the kernel. A single capability is usually what is needed.',
  source: securityHub(4),
  inContainerArray: true,
  yieldsTo: ['windows-unsupported-parameter'],
  good: [inContainer('"privileged":false'), inContainer('"privileged":true', '"requiresCompatibilities":["FARGATE"]')],
  examples: [{ bad: inContainer('"privileged":«true»'), fixed: inContainer('') }],
  *check(task) {
    if (!offFargate(task)) return;
    for (const container of task.containers) {
      const field = container.get('privileged');
      if (field?.bool !== true) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} is privileged, which makes it root on its host`,
        fixes: [removeMember(field)],
      };
    }
  },
});

export const readonlyRootFilesystem = defineRule<CheckRule>({
  id: 'readonly-root-filesystem',
  absence: 'here',
  group: 'container',
  severity: 'hint',
  summary: 'The container may write to its root file system',
  why: 'A read-only one keeps an intruder from leaving anything behind. Mount a volume where the program writes. ECS Exec needs it writable.',
  source: securityHub(5),
  inContainerArray: true,
  good: [
    inContainer('"readonlyRootFilesystem":true'),
    inContainer('"readonlyRootFilesystem":"${READONLY}"'),
    inContainer('', windows),
  ],
  examples: [
    {
      bad: inContainer('').replace('"web"', '«"web"»'),
      fixed: inContainer('"readonlyRootFilesystem":true'),
    },
    {
      bad: inContainer('"readonlyRootFilesystem":«false»'),
      fixed: inContainer('"readonlyRootFilesystem":true'),
    },
  ],
  *check(task) {
    if (!adviseLinux(task)) return;
    const concerned = task.containers.filter((container) => {
      const field = container.get('readonlyRootFilesystem');
      return !field || field.bool === false;
    });
    yield* once(concerned, {
      at: (container) => container.get('readonlyRootFilesystem')?.value ?? atName(container),
      message: (label) => `${sentence(label)} may write to its root file system`,
      fix: {
        title: 'Set "readonlyRootFilesystem" to true',
        changes: (container) => [{ set: [...container.path, 'readonlyRootFilesystem'], to: true }],
      },
    });
  },
});

export const interactiveTty = defineRule<CheckRule>({
  id: 'interactive-tty',
  group: 'container',
  severity: 'hint',
  off: true,
  summary: 'Nobody sits at the terminal of an ECS task',
  why: '"interactive" and "pseudoTerminal" are for sessions by hand; a terminal also mixes both output streams.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [inContainer('"interactive":false')],
  examples: [{ bad: inContainer('«"pseudoTerminal"»:true'), fixed: inContainer('') }],
  *check(task) {
    for (const container of task.containers) {
      for (const name of ['interactive', 'pseudoTerminal'] as const) {
        const field = container.get(name);
        if (field?.bool === true) yield { at: field.key, fixes: [removeMember(field)] };
      }
    }
  },
});

export const initProcess = defineRule<CheckRule>({
  id: 'init-process',
  group: 'container',
  severity: 'hint',
  off: true,
  summary: 'No init process looks after signals and orphans',
  why: 'As process 1, many programs ignore SIGTERM and leave dead children behind. ECS Exec adds such children.',
  source: guide('ecs-exec', 'Monitor containers with ECS Exec'),
  inContainerArray: true,
  good: [inContainer('"linuxParameters":{"initProcessEnabled":true}'), inContainer('', windows)],
  examples: [
    {
      bad: inContainer('').replace('"web"', '«"web"»'),
      fixed: inContainer('"linuxParameters":{"initProcessEnabled":true}'),
    },
  ],
  *check(task) {
    if (!adviseLinux(task)) return;
    const concerned = task.containers.filter((container) => {
      const field = container.get('linuxParameters')?.get('initProcessEnabled');
      return !field || field.bool === false;
    });
    yield* once(concerned, {
      message: (label) => `${sentence(label)} has no init process for signals and orphans`,
      fix: {
        title: 'Enable the init process',
        changes: (container) => [{ set: [...container.path, 'linuxParameters', 'initProcessEnabled'], to: true }],
      },
    });
  },
});
