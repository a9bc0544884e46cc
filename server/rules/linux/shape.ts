import { type Fix, type Found, type ShapeRule, type Violation, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { limitsOf, rangeRule } from '../limits';
import { fillIn, missingMember } from '../missing';
import { closest } from '../similar';
import { api, issue } from '../sources';

/** Limits and words of the Linux settings of a container. */

const linux = (members: string): string => inContainer(`"linuxParameters":{${members}}`);
const capability = (name: string): string => linux(`"capabilities":{"add":[${name}]}`);

export const capabilityUnknown = defineRule<ShapeRule>({
  id: 'capability-unknown',
  group: 'linux',
  severity: 'error',
  summary: 'This is no Linux capability that ECS knows',
  why: 'Names are written in upper case, without CAP_.',
  source: api('KernelCapabilities'),
  good: [linux('"capabilities":{"drop":["ALL"],"add":["NET_BIND_SERVICE","${CAP}"]}')],
  examples: [
    { bad: capability('«"CAP_SYS_PTRACE"»'), fixed: capability('"SYS_PTRACE"') },
    { bad: capability('«"sys_ptrace"»'), fixed: capability('"SYS_PTRACE"') },
    { bad: capability('«"NET_BIND"»') },
  ],
  describe({ field, schema }) {
    const names = schema.values.map(({ value }) => value);
    const bare = (field.text ?? '').trim().toUpperCase().replace(/^CAP_/, '').replaceAll(/[-\s]/g, '_');
    const isSame = names.includes(bare);
    const meant = isSame ? bare : closest(bare, names);
    return {
      at: field.value,
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

const ulimit = (name: string, soft = '1', hard = '1'): string =>
  inContainer(`"ulimits":[{"name":${name},"softLimit":${soft},"hardLimit":${hard}}]`);

export const ulimitName = defineRule<ShapeRule>({
  id: 'ulimit-name',
  group: 'linux',
  severity: 'error',
  summary: 'This is no resource limit that ECS knows',
  why: 'There are fifteen, named as in limits.conf.',
  awsMessage: 'Unrecognized ulimit name memory',
  source: issue('Shippable/support', 3699),
  good: [ulimit('"nofile"'), ulimit('"${NAME}"')],
  examples: [
    { bad: ulimit('«"openfiles"»'), fixed: ulimit('"nofile"') },
    { bad: ulimit('«"NOFILE"»'), fixed: ulimit('"nofile"') },
    { bad: ulimit('«"memory"»') },
  ],
  describe({ field, schema }): Found {
    const names = schema.values.map(({ value }) => value);
    const lower = (field.text ?? '')
      .trim()
      .toLowerCase()
      .replace(/^rlimit_/, '');
    const isSame = names.includes(lower);
    const meant = isSame ? lower : (ulimitAliases[lower] ?? closest(lower, names));
    return {
      at: field.value,
      message: `"${field.text ?? ''}" is no resource limit that ECS knows`,
      fixes: meant === undefined ? [] : [setValue(field.path, meant, isSame ? { safe: true } : {})],
    };
  },
});

const ulimitAliases: Readonly<Record<string, string>> = {
  openfiles: 'nofile',
  open_files: 'nofile',
  nofiles: 'nofile',
  files: 'nofile',
  processes: 'nproc',
  maxproc: 'nproc',
};

export const ulimitNegative = rangeRule({
  id: 'ulimit-negative',
  group: 'linux',
  summary: 'A resource limit is zero or more, or -1 for none',
  why: 'Other negative numbers mean nothing.',
  source: api('Ulimit'),
  frame: (value) => ulimit('"nofile"', value, '-1'),
  good: [-1, 0, 1024],
  bad: [[-2, -1]],
});

const control = (namespace: string, value = '"1024"'): string =>
  inContainer(`"systemControls":[{"namespace":${namespace},"value":${value}}]`);

export const systemControlNamespace = defineRule<ShapeRule>({
  id: 'system-control-namespace',
  group: 'linux',
  severity: 'error',
  summary: 'Only kernel parameters of IPC, message queues and the network can be set for a container',
  why: 'Others belong to the whole kernel: the container runtime refuses to set them for one container.',
  source: api('SystemControl'),
  good: [control('"net.core.somaxconn"'), control('"kernel.shmmax"'), control('"fs.mqueue.msg_max"')],
  examples: [
    { bad: control('«"kernel.shmmaxx"»'), fixed: control('"kernel.shmmax"') },
    { bad: control('«"vm.max_map_count"»') },
  ],
  describe({ field }) {
    const meant = closest(field.text ?? '', ipcParameters);
    return {
      at: field.value,
      message: `"${field.text ?? ''}" cannot be set for a container`,
      fixes: meant === undefined ? [] : [setValue(field.path, meant)],
    };
  },
});

/** Parameters that each IPC namespace has of its own (SystemControl in the ECS API Reference). */
const ipcParameters = ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'].map(
  (name) => `kernel.${name}`,
);

export const systemControlMissing = defineRule<ShapeRule>({
  id: 'system-control-missing',
  group: 'linux',
  severity: 'error',
  summary: 'A kernel parameter needs a name and a value',
  why: '"namespace" is its name, "value" what it is set to, as a text.',
  source: api('SystemControl'),
  good: [control('"net.core.somaxconn"')],
  examples: [
    { bad: inContainer('"systemControls":[«{»"namespace":"net.core.somaxconn"}]') },
    { bad: inContainer('"systemControls":[«{»"value":"1024"}]') },
  ],
  describe: (violation) =>
    missingMember(violation, { message: `The kernel parameter has no "${violation.missing ?? ''}"` }),
});

const credentialSpecs = (items: string): string =>
  inContainer(`"credentialSpecs":[${items}]`, '"executionRoleArn":"ecsTaskExecutionRole"');
const spec = '"credentialspec:arn:aws:s3:::bucket/spec.json"';

export const credentialSpecsCount = defineRule<ShapeRule>({
  id: 'credential-specs-count',
  group: 'linux',
  severity: 'error',
  summary: 'A container takes one credential spec',
  why: 'It joins one Active Directory account.',
  source: api('ContainerDefinition'),
  good: [credentialSpecs(spec)],
  examples: [
    { bad: credentialSpecs(`${spec},«${spec.replace('spec.json', 'b.json')}»`), fixed: credentialSpecs(spec) },
  ],
  describe({ field }) {
    const second = field.item(1) ?? field;
    return { at: second.value, fixes: [removeMember(second, { title: 'Remove it' })] };
  },
});

export const credentialSpecsFormat = defineRule<ShapeRule>({
  id: 'credential-specs-format',
  group: 'linux',
  severity: 'error',
  summary:
    'A credential spec is the ARN of an SSM parameter or S3 object, behind "credentialspec:" or "credentialspecdomainless:"',
  why: 'The agent reads the file from there before the container starts.',
  source: api('ContainerDefinition'),
  good: [credentialSpecs(spec), credentialSpecs('"${SPEC}"')],
  examples: [
    { bad: credentialSpecs('«"arn:aws:s3:::bucket/spec.json"»'), fixed: credentialSpecs(spec) },
    { bad: credentialSpecs('«"file://spec.json"»') },
  ],
  describe({ field }) {
    const text = field.text?.trim() ?? '';
    return {
      at: field.value,
      fixes: /^arn:[a-z-]+:(?:ssm|s3):/.test(text) ? [setValue(field.path, `credentialspec:${text}`)] : [],
    };
  },
});

/** What the schema says about the Linux settings of a container. */
export const linuxShapes = [
  capabilityUnknown,
  deviceHostPathMissing,
  tmpfsPath,
  tmpfsSize,
  tmpfsMountOption,
  sharedMemorySize,
  maxSwapRange,
  swappinessRange,
  ulimitName,
  ulimitNegative,
  systemControlNamespace,
  systemControlMissing,
  credentialSpecsCount,
  credentialSpecsFormat,
];
