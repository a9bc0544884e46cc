import { type CheckRule, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { setValue } from '../fixes';
import { onEc2 } from '../scope';
import { fargateGuide, guide, source } from '../sources';

const family = (value: string, more = ''): string => `"runtimePlatform":{"operatingSystemFamily":${value}${more}}`;

/** Windows versions that ECS knows but no longer, or never, runs on Fargate. */
const notOnFargate = /^WINDOWS_SERVER_(2004_CORE|2016_FULL|20H2_CORE)$/;

export const fargateOsUnsupported = defineRule<CheckRule>({
  id: 'fargate-os-unsupported',
  group: 'platform',
  severity: 'error',
  summary: 'Fargate does not run this Windows version',
  why: 'Fargate runs Linux and Windows Server 2019, 2022 and 2025, in their Core and Full editions.',
  source: fargateGuide,
  good: [
    inFargate(family('"WINDOWS_SERVER_2025_CORE"')),
    inFargate(family('"${OS}"')),
    inTask(family('"WINDOWS_SERVER_2016_FULL"')),
  ],
  examples: [
    {
      bad: `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048",${family('«"WINDOWS_SERVER_2016_FULL"»')},"containerDefinitions":[{"name":"web","image":"app:1"}]}`,
      fixed: `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048",${family('"WINDOWS_SERVER_2022_FULL"')},"containerDefinitions":[{"name":"web","image":"app:1"}]}`,
    },
  ],
  *check(task) {
    const field = task.root?.get('runtimePlatform')?.get('operatingSystemFamily');
    if (!task.isFargate || field?.known === undefined || !notOnFargate.test(field.known)) return;
    yield {
      at: field.value,
      message: `Fargate does not run ${field.known}; it runs Windows Server 2019, 2022 and 2025`,
      fixes: [setValue(field.path, `WINDOWS_SERVER_2022_${field.known.endsWith('FULL') ? 'FULL' : 'CORE'}`)],
    };
  },
});

export const fargateRuntimePlatformMissing = defineRule<CheckRule>({
  id: 'fargate-runtime-platform-missing',
  absence: 'here',
  group: 'platform',
  severity: 'hint',
  summary: 'The platform is not written down, so Fargate takes Linux on X86_64',
  why: 'An image built for ARM then fails with "exec format error". Writing the platform down also documents it.',
  source: fargateGuide,
  good: [inFargate(family('"LINUX"', ',"cpuArchitecture":"ARM64"')), inTask('')],
  examples: [
    {
      bad: inFargate('').replace('"FARGATE"', '«"FARGATE"»'),
      fixed: inFargate(family('"LINUX"', ',"cpuArchitecture":"X86_64"')),
    },
    {
      bad: inFargate(family('"LINUX"')).replace('"FARGATE"', '«"FARGATE"»'),
      fixed: inFargate(family('"LINUX"', ',"cpuArchitecture":"X86_64"')),
    },
  ],
  *check(task) {
    const platform = task.root?.get('runtimePlatform');
    if (!task.fargateItem || (platform && platform.type !== 'object')) return;
    const missing = (
      [
        ['operatingSystemFamily', 'LINUX'],
        ['cpuArchitecture', 'X86_64'],
      ] as const
    ).filter(([name]) => !platform?.get(name));
    if (missing.length === 0) return;
    const defaults = missing.map(([, value]) => value).join(' on ');
    yield {
      at: task.fargateItem.value,
      message: `"runtimePlatform" ${platform ? 'is not complete' : 'is not set'}, so Fargate takes ${defaults}`,
      fixes: [
        {
          title: `Write down ${defaults}`,
          changes: () => missing.map(([name, to]) => ({ set: [...task.root!.path, 'runtimePlatform', name], to })),
        },
      ],
    };
  },
});

export const runtimePlatformArmWindows = defineRule<CheckRule>({
  id: 'runtime-platform-arm-windows',
  group: 'platform',
  severity: 'error',
  summary: 'Windows containers run on X86_64 only',
  why: 'ECS has no Windows instances with ARM processors.',
  source: guide('ecs-arm64', 'Task definitions for 64-bit ARM'),
  good: [inTask(family('"LINUX"', ',"cpuArchitecture":"ARM64"'))],
  examples: [
    {
      bad: inTask(family('"WINDOWS_SERVER_2022_CORE"', ',"cpuArchitecture":«"ARM64"»')),
      fixed: inTask(family('"WINDOWS_SERVER_2022_CORE"', ',"cpuArchitecture":"X86_64"')),
    },
  ],
  *check(task) {
    const field = task.root?.get('runtimePlatform')?.get('cpuArchitecture');
    if (task.os !== 'windows' || field?.text !== 'ARM64') return;
    yield { at: field.value, fixes: [setValue(field.path, 'X86_64')] };
  },
});

export const runtimePlatformRetiredOs = defineRule<CheckRule>({
  id: 'runtime-platform-retired-os',
  group: 'platform',
  severity: 'warning',
  summary: 'Microsoft no longer supports this Windows version',
  why: 'There are no security fixes for it, nor current ECS images. Support for 2016 ends in January 2027.',
  source: source('Microsoft product lifecycle', 'https://learn.microsoft.com/lifecycle/products/'),
  good: [inTask(family('"WINDOWS_SERVER_2022_CORE"'))],
  examples: [
    {
      bad: inTask(family('«"WINDOWS_SERVER_20H2_CORE"»')),
      fixed: inTask(family('"WINDOWS_SERVER_2022_CORE"')),
    },
    {
      bad: inTask(family('«"WINDOWS_SERVER_2016_FULL"»')),
      fixed: inTask(family('"WINDOWS_SERVER_2022_FULL"')),
    },
  ],
  *check(task) {
    const field = task.root?.get('runtimePlatform')?.get('operatingSystemFamily');
    if (!onEc2(task) || field?.known === undefined || !notOnFargate.test(field.known)) return;
    const ending = field.known === 'WINDOWS_SERVER_2016_FULL';
    yield {
      at: field.value,
      ...(ending && { severity: 'info' as const }),
      message: ending
        ? 'Microsoft ends support for Windows Server 2016 in January 2027'
        : `Microsoft no longer supports ${field.known}`,
      fixes: [setValue(field.path, `WINDOWS_SERVER_2022_${field.known.endsWith('FULL') ? 'FULL' : 'CORE'}`)],
    };
  },
});
