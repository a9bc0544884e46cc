import { type Fix, type ShapeRule, type Violation, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { limitsOf, rangeRule } from '../limits';
import { fillIn, missingMember } from '../missing';
import { closest } from '../similar';
import { api } from '../sources';

/** What the schema says about `linuxParameters`: capabilities, devices, memory and swap. */

const linux = (members: string): string => inContainer(`"linuxParameters":{${members}}`);
const capability = (name: string): string => linux(`"capabilities":{"add":[${name}]}`);

/** Linux and Docker have these, but nothing says whether ECS takes them by now: a warning, no error. */
const newer = new Set(['BPF', 'PERFMON', 'CHECKPOINT_RESTORE']);

export const capabilityUnknown = defineRule<ShapeRule>({
  id: 'capability-unknown',
  group: 'linux',
  severity: 'error',
  summary: 'This is no Linux capability that ECS knows',
  why: 'Names are written in upper case, without CAP_. The newer BPF, PERFMON and CHECKPOINT_RESTORE are a warning only: nothing says whether ECS takes them by now.',
  source: api('KernelCapabilities'),
  good: [linux('"capabilities":{"drop":["ALL"],"add":["NET_BIND_SERVICE","${CAP}"]}')],
  examples: [
    { bad: capability('«"CAP_SYS_PTRACE"»'), fixed: capability('"SYS_PTRACE"') },
    { bad: capability('«"sys_ptrace"»'), fixed: capability('"SYS_PTRACE"') },
    { bad: capability('«"NET_BIND"»') },
    { bad: capability('«"BPF"»') },
  ],
  describe({ field, schema }) {
    const names = schema.values.map(({ value }) => value);
    const bare = (field.text ?? '').trim().toUpperCase().replace(/^CAP_/, '').replaceAll(/[-\s]/g, '_');
    const isSame = names.includes(bare);
    const meant = isSame ? bare : closest(bare, names);
    return {
      at: field.value,
      ...(newer.has(bare) && { severity: 'warning' as const }),
      message: `"${field.text ?? ''}" is no Linux capability that ECS knows`,
      fixes: meant === undefined ? [] : [setValue(field.path, meant, isSame ? { safe: true } : {})],
    };
  },
});

export const deviceHostPathMissing = defineRule<ShapeRule>({
  id: 'device-host-path-missing',
  group: 'linux',
  severity: 'error',
  summary: 'A device is named by its absolute path on the host',
  why: '"hostPath" says which device the container gets.',
  awsMessage: 'Missing required parameter in containerDefinitions[0].linuxParameters.devices[0]: "hostPath"',
  source: api('Device'),
  good: [linux('"devices":[{"hostPath":"/dev/fuse"}]')],
  examples: [
    {
      bad: linux('"devices":[«{»"containerPath":"/dev/fuse"}]'),
      fixed: linux('"devices":[{"containerPath":"/dev/fuse","hostPath":"/dev/fuse"}]'),
    },
    { bad: linux('"devices":[{"hostPath":«"dev/fuse"»}]'), fixed: linux('"devices":[{"hostPath":"/dev/fuse"}]') },
    { bad: linux('"devices":[{"hostPath":«""»}]') },
  ],
  describe(violation) {
    const { field, missing } = violation;
    if (missing === undefined) {
      return { at: field.value, fixes: absolute(violation) };
    }
    const path = field.member('containerPath')?.text;
    return missingMember(violation, {
      message: 'The device has no "hostPath"',
      fixes: path?.startsWith('/') ? [fillIn(violation, path)] : [],
    });
  },
});

const absolute = ({ field }: Violation): Fix[] => {
  const text = field.text?.trim() ?? '';
  return text === '' ? [] : [setValue(field.path, `/${text.replace(/^\.?\/*/, '')}`)];
};

const tmpfs = (members: string): string => linux(`"tmpfs":[{${members}}]`);

export const tmpfsPath = defineRule<ShapeRule>({
  id: 'tmpfs-path',
  group: 'linux',
  severity: 'error',
  summary: 'A file system in memory is mounted at an absolute path',
  why: '"containerPath" says where the container sees it.',
  source: api('Tmpfs'),
  good: [tmpfs('"containerPath":"/tmp","size":64')],
  examples: [
    { bad: linux('"tmpfs":[«{»"size":64}]'), fixed: tmpfs('"size":64,"containerPath":"/tmp"') },
    { bad: tmpfs('"containerPath":«"tmp"»,"size":64'), fixed: tmpfs('"containerPath":"/tmp","size":64') },
  ],
  describe: (violation) =>
    violation.missing === undefined
      ? { at: violation.field.value, fixes: absolute(violation) }
      : missingMember(violation, { message: 'The tmpfs has no "containerPath"', fixes: [fillIn(violation, '/tmp')] }),
});

export const tmpfsSize = defineRule<ShapeRule>({
  id: 'tmpfs-size',
  group: 'linux',
  severity: 'error',
  summary: 'A file system in memory has a size of at least 1 MiB',
  why: '"size" is the most it may hold, in MiB; it counts as memory of the container.',
  awsMessage: 'The container has an invalid tmpfs size value specified. It must be a non-zero, non-negative integer.',
  source: api('Tmpfs'),
  good: [tmpfs('"containerPath":"/tmp","size":1')],
  examples: [
    { bad: linux('"tmpfs":[«{»"containerPath":"/tmp"}]'), fixed: tmpfs('"containerPath":"/tmp","size":64') },
    { bad: tmpfs('"containerPath":"/tmp","size":«0»'), fixed: tmpfs('"containerPath":"/tmp","size":64') },
  ],
  describe: (violation) =>
    missingMember(violation, {
      message: violation.missing === undefined ? `"size" is ${limitsOf(violation)}` : 'The tmpfs has no "size"',
      fixes: [fillIn(violation, 64)],
    }),
});

export const tmpfsMountOption = defineRule<ShapeRule>({
  id: 'tmpfs-mount-option',
  group: 'linux',
  severity: 'error',
  summary: 'This is no mount option that ECS takes for tmpfs',
  why: 'The options are those of mount(8), one per item, in lower case.',
  source: api('Tmpfs'),
  good: [tmpfs('"containerPath":"/tmp","size":64,"mountOptions":["noexec","mode=1777"]')],
  examples: [
    {
      bad: tmpfs('"containerPath":"/tmp","size":64,"mountOptions":[«"no-exec"»]'),
      fixed: tmpfs('"containerPath":"/tmp","size":64,"mountOptions":["noexec"]'),
    },
    { bad: tmpfs('"containerPath":"/tmp","size":64,"mountOptions":[«"fast"»]') },
  ],
  describe({ field, schema }) {
    const meant = closest(
      field.text ?? '',
      schema.values.map(({ value }) => value),
    );
    return {
      at: field.value,
      message: `"${field.text ?? ''}" is no mount option that ECS takes for tmpfs`,
      fixes: meant === undefined ? [] : [setValue(field.path, meant)],
    };
  },
});

export const sharedMemorySize = rangeRule({
  id: 'shared-memory-size',
  group: 'linux',
  summary: '/dev/shm has a size of at least 1 MiB',
  why: 'Leave "sharedMemorySize" out to get 64 MiB.',
  source: api('LinuxParameters'),
  frame: (value) => linux(`"sharedMemorySize":${value}`),
  good: [1, 256],
  bad: [[0, 1]],
});

export const maxSwapRange = rangeRule({
  id: 'max-swap-range',
  group: 'linux',
  summary: 'The swap of a container cannot be negative; 0 turns it off',
  why: 'Leave "maxSwap" out to use the setting of the instance.',
  source: api('LinuxParameters'),
  frame: (value) => linux(`"maxSwap":${value}`),
  good: [0, 512],
  bad: [[-1, 0]],
});

export const swappinessRange = rangeRule({
  id: 'swappiness-range',
  group: 'linux',
  summary: 'Swappiness is a number from 0 to 100',
  why: '0 swaps as little as possible, 100 as much as the kernel likes.',
  source: api('LinuxParameters'),
  frame: (value) => linux(`"maxSwap":512,"swappiness":${value}`),
  good: [0, 60, 100],
  bad: [
    [-1, 0],
    [101, 100],
  ],
});

export const linuxParameterShapes = [
  capabilityUnknown,
  deviceHostPathMissing,
  tmpfsPath,
  tmpfsSize,
  tmpfsMountOption,
  sharedMemorySize,
  maxSwapRange,
  swappinessRange,
];
