import { type ShapeRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { rangeRule } from '../limits';
import { missingMember } from '../missing';
import { closest } from '../similar';
import { api, issue } from '../sources';

/** What the schema says about resource limits, kernel parameters and credential specs. */

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
  describe({ field, schema }) {
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
  awsMessage: 'sysctl "fs.file-max" is not in a separate kernel namespace',
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
  describe({ field }, { task }) {
    const text = field.text?.trim() ?? '';
    const keyword = task?.isFargate ? 'credentialspecdomainless' : 'credentialspec';
    const works = /^arn:[a-z-]+:(?:ssm:[^:]+:\d{12}:parameter\/.|s3:::[^/]+\/.)/.test(text);
    return {
      at: field.value,
      fixes: works ? [setValue(field.path, `${keyword}:${text}`)] : [],
    };
  },
});

export const kernelShapes = [
  ulimitName,
  ulimitNegative,
  systemControlNamespace,
  systemControlMissing,
  credentialSpecsCount,
  credentialSpecsFormat,
];
