import type { ContainerField } from '../../document/view';
import { isAbsolutePath } from '../../model/path';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { isHostRoot, isRoot } from '../network/hostMode';
import { once } from '../once';
import { adviseLinux, notWindows } from '../scope';
import { api, docker, securityHub } from '../sources';
import { atName, containerLabel, sentence } from '../words';

/** Where and as whom a container runs. */

const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

export const workingDirectoryRelative = defineRule<CheckRule>({
  id: 'working-directory-relative',
  group: 'container',
  severity: 'error',
  summary: 'The working directory is not an absolute path',
  why: 'Docker refuses to create the container: a relative path starts nowhere.',
  awsMessage: "the working directory 'app' is invalid, it needs to be an absolute path",
  awsWordings: ['Cwd must be an absolute path'],
  source: docker('WORKDIR', 'reference/dockerfile/#workdir'),
  inContainerArray: true,
  good: [
    inContainer('"workingDirectory":"/app"'),
    inContainer('"workingDirectory":"C:\\\\app"'),
    inContainer('"workingDirectory":"/app"', windows),
    inContainer('"workingDirectory":"${DIR}"'),
  ],
  examples: [
    { bad: inContainer('"workingDirectory":«"app"»'), fixed: inContainer('"workingDirectory":"/app"') },
    { bad: inContainer('"workingDirectory":«"./app"»'), fixed: inContainer('"workingDirectory":"/app"') },
    { bad: inContainer('"workingDirectory":«"app"»', windows) },
  ],
  *check(task) {
    for (const container of task.containers) {
      const field = container.get('workingDirectory');
      const path = field?.known;
      // Docker turns slashes around on Windows before it looks.
      if (!field || path === undefined || path.startsWith('/') || isAbsolutePath(path, task.os)) continue;
      yield {
        at: field.value,
        message: `The working directory "${path}" of ${containerLabel(container)} is not an absolute path`,
        fixes: notWindows(task) ? [setValue(field.path, `/${path.replace(/^(\.\/)+/, '')}`)] : [],
      };
    }
  },
});

export const userFormat = defineRule<CheckRule>({
  id: 'user-format',
  group: 'container',
  severity: 'error',
  summary: 'A user is written "user", "user:group" or with numbers',
  why: 'Name or number of the user, and after one colon that of the group.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [
    inContainer('"user":"1000:1000"'),
    inContainer('"user":"app"'),
    inContainer('"user":"${USER_ID}:"'),
    inContainer('"user":"a:b:c"', windows),
  ],
  examples: [{ bad: inContainer('"user":«"1000:"»') }, { bad: inContainer('"user":«"a:b:c"»') }],
  *check(task) {
    if (!notWindows(task)) return;
    for (const container of task.containers) {
      const field = container.get('user');
      const user = field?.known;
      if (!field || user === undefined || isUser(user)) continue;
      yield { at: field.value, message: `"${user}" is no user; write "user", "user:group" or numbers for them` };
    }
  },
});

/** `USER` or `USER:GROUP`, neither of them blank. */
function isUser(text: string): boolean {
  const parts = text.split(':');
  return parts.length <= 2 && parts.every((part) => part.trim() !== '');
}

/** Agents before 1.96.0 run a FireLens router as root only: its socket lies in a folder that nobody else may write. */
const routesLogs = (container: ContainerField): boolean => container.get('firelensConfiguration') !== undefined;

export const userRoot = defineRule<CheckRule>({
  id: 'user-root',
  group: 'container',
  severity: 'warning',
  summary: 'The container runs as root',
  why: 'Whoever breaks out of it is root on the instance too, or close to it. ECS itself gives a FireLens router the user 0: it may be another one since version 1.96.0 of the agent, and instances with an older one do not take such a task.',
  source: securityHub(20),
  inContainerArray: true,
  yieldsTo: ['host-network-root-user'],
  good: [inContainer('"user":"1000"'), inContainer('"user":"rooted"'), inContainer('"user":"${USER_ID}"')],
  examples: [
    { bad: inContainer('"user":«"root"»'), fixed: inContainer('"user":"1000:1000"') },
    { bad: inContainer('"user":«"0:0"»'), fixed: inContainer('"user":"1000:1000"') },
  ],
  *check(task) {
    if (!notWindows(task)) return;
    for (const container of task.containers) {
      const field = container.get('user');
      if (field?.known === undefined || !isRoot(field.known)) continue;
      const label = sentence(containerLabel(container));
      yield routesLogs(container)
        ? {
            at: field.value,
            severity: 'info',
            message: `${label} routes the logs as root; as another user it needs version 1.96.0 of the ECS agent`,
          }
        : { at: field.value, message: `${label} runs as root`, fixes: [setValue(field.path, '1000:1000')] };
    }
  },
});

export const userNotSet = defineRule<CheckRule>({
  id: 'user-not-set',
  absence: 'here',
  group: 'container',
  severity: 'hint',
  summary: 'No user is named, so the container runs as that of its image, often root',
  why: 'Whoever breaks out of a container keeps its user. Most images need little to run without root.',
  source: securityHub(20),
  inContainerArray: true,
  good: [
    inContainer('"user":"1000"'),
    inContainer('"privileged":true'),
    inContainer('', windows),
    inContainer('', '"networkMode":"host"'),
  ],
  examples: [{ bad: inContainer('').replace('"web"', '«"web"»'), fixed: inContainer('"user":"1000"') }],
  *check(task) {
    if (!adviseLinux(task)) return;
    const concerned = task.containers.filter(
      (container) =>
        !container.get('user') &&
        container.get('privileged')?.bool !== true &&
        !routesLogs(container) &&
        !isHostRoot(task, container),
    );
    yield* once(concerned, {
      message: (label) => `${sentence(label)} names no "user", so it runs as that of its image, often root`,
      fix: {
        title: 'Add "user": "1000"',
        changes: (container) => [{ set: [...container.path, 'user'], to: '1000' }],
      },
    });
  },
});

export const windowsUserAdmin = defineRule<CheckRule>({
  id: 'windows-user-admin',
  group: 'container',
  severity: 'warning',
  summary: 'The Windows container runs as administrator',
  why: 'ContainerUser can do less harm. Without a user, most images run as ContainerAdministrator.',
  source: securityHub(21),
  good: [inContainer('"user":"ContainerUser"', windows), inContainer('"user":"ContainerAdministrator"')],
  examples: [
    {
      bad: inContainer('"user":«"ContainerAdministrator"»', windows),
      fixed: inContainer('"user":"ContainerUser"', windows),
    },
    {
      bad: inContainer('', windows).replace('"web"', '«"web"»'),
      fixed: inContainer('"user":"ContainerUser"', windows),
    },
  ],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const container of task.containers) {
      const field = container.get('user');
      if (field && field.text?.toLowerCase() !== 'containeradministrator') continue;
      yield {
        at: field?.value ?? atName(container),
        ...(!field && { severity: 'info' as const }),
        message: field
          ? `${sentence(containerLabel(container))} runs as administrator`
          : `${sentence(containerLabel(container))} names no user, so it may run as administrator`,
        fixes: [
          {
            title: 'Set "user" to "ContainerUser"',
            changes: () => [{ set: [...container.path, 'user'], to: 'ContainerUser' }],
          },
        ],
      };
    }
  },
});
