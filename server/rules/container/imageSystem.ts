import type { TaskView } from '../../document/view';
import { isWindowsImage } from '../../model/image';
import { type CheckRule, type Fix, defineRule } from '../define';
import { withContainers } from '../example';
import { isGiven } from '../given';
import { guide } from '../sources';
import { imagesOf } from './imageFaults';

const task = (family: string, image: string, more = ''): string =>
  withContainers(
    `{"name":"web","image":${image},"memory":512}`,
    `"runtimePlatform":{"operatingSystemFamily":"${family}"}${more}`,
  );
const servercore = 'mcr.microsoft.com/windows/servercore:ltsc2022';

export const imageWindowsMismatch = defineRule<CheckRule>({
  id: 'image-windows-mismatch',
  group: 'container',
  severity: 'warning',
  summary: 'The image is for another operating system than the task',
  why: 'Windows images do not start on Linux, nor Linux images on Windows.',
  source: guide('windows_task_definitions', 'Task definition differences for Windows'),
  good: [
    withContainers(`{"name":"web","image":"${servercore}","memory":512}`),
    task('WINDOWS_SERVER_2022_CORE', '"acme/alpinist:1"'),
  ],
  examples: [
    {
      bad: task('LINUX', `«"${servercore}"»`),
      fixed: task('WINDOWS_SERVER_2022_CORE', `"${servercore}"`),
    },
    { bad: task('LINUX', `«"${servercore}"»`, ',"networkMode":"bridge"') },
    {
      bad: task('WINDOWS_SERVER_2022_CORE', '«"nginx:1.27-alpine"»'),
      fixed: task('LINUX', '"nginx:1.27-alpine"'),
    },
  ],
  *check(task) {
    for (const { field, text, reference } of imagesOf(task)) {
      const tag = reference?.tag ?? '';
      if (task.os === 'linux' && isWindowsImage(text)) {
        yield {
          at: field.value,
          message: `"${text}" is a Windows image, but the task runs on Linux`,
          fixes: couldBeWindows(task) ? [setFamily(task, windowsFamily(tag))] : [],
        };
      } else if (task.os === 'windows' && /(^|[-.])(alpine|slim)/.test(tag)) {
        yield {
          at: field.value,
          message: `"${text}" is a Linux image, but the task runs on Windows`,
          fixes: couldBeLinux(task) ? [setFamily(task, 'LINUX')] : [],
        };
      }
    }
  },
});

const setFamily = ({ root }: TaskView, family: string): Fix => ({
  title: `Change "operatingSystemFamily" to "${family}"`,
  changes: () => [{ set: [...(root?.path ?? []), 'runtimePlatform', 'operatingSystemFamily'], to: family }],
});

/** The release that the tag of an image of Windows names, the one in the middle where it names none. */
function windowsFamily(tag: string): string {
  if (/2019|1809/.test(tag)) return 'WINDOWS_SERVER_2019_CORE';
  return /2025/.test(tag) ? 'WINDOWS_SERVER_2025_CORE' : 'WINDOWS_SERVER_2022_CORE';
}

const linuxOnly = [
  'linuxParameters',
  'links',
  'ulimits',
  'systemControls',
  'environmentFiles',
  'extraHosts',
  'dnsServers',
  'dnsSearchDomains',
  'disableNetworking',
  'firelensConfiguration',
  'resourceRequirements',
] as const;

/** Whether nothing else in the task is for Linux, so that the change would leave no error behind. */
function couldBeWindows(task: TaskView): boolean {
  const { root, cpu, containers, volumes, launchTypes } = task;
  const fitsFargate = !task.isFargate || (cpu !== undefined && cpu >= 1024 && cpu <= 4096);
  return (
    root !== undefined &&
    fitsFargate &&
    !launchTypes.has('MANAGED_INSTANCES') &&
    hasPlainNetwork(task) &&
    root.get('runtimePlatform')?.get('cpuArchitecture')?.text !== 'ARM64' &&
    !root.get('proxyConfiguration') &&
    !volumes.some((volume) => volume.get('efsVolumeConfiguration')) &&
    !containers.some((container) => linuxOnly.some((name) => isGiven(container.get(name)))) &&
    !containers.some((container) => container.get('logConfiguration')?.get('logDriver')?.text === 'awsfirelens')
  );
}

/** Whether nothing else in the task is for Windows. */
const couldBeLinux = (task: TaskView): boolean =>
  hasPlainNetwork(task) &&
  !task.volumes.some((volume) => volume.get('fsxWindowsFileServerVolumeConfiguration')) &&
  !task.containers.some((container) =>
    [
      container.get('workingDirectory'),
      ...(container.get('mountPoints')?.items() ?? []).map((mount) => mount.get('containerPath')),
    ].some((path) => path?.text !== undefined && !path.text.startsWith('/')),
  );

const hasPlainNetwork = ({ root }: TaskView): boolean => {
  const mode = root?.get('networkMode');
  return !mode || mode.text === 'awsvpc';
};
