import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { type ShapeRule, defineRule } from '../define';
import { inContainer } from '../example';
import { named } from '../identity/family';
import { fillIn, missingMember } from '../missing';
import { agent, api, issue } from '../sources';
import { opening } from '../words';

/** What a volume, and the place a container mounts it at, must have. */

const both = (volumes: string, mounts: string): string =>
  inContainer(mounts && `"mountPoints":[${mounts}]`, `"volumes":[${volumes}]`);
const named2 = (name: string): string =>
  both(`{"name":${name}}`, `{"sourceVolume":${name.replace(/[«»]/g, '')},"containerPath":"/data"}`);
const mount = (members: string): string => both('{"name":"data"}', `${members}`);

export const volumeNameMissing = defineRule<ShapeRule>({
  id: 'volume-name-missing',
  group: 'volume',
  severity: 'error',
  summary: 'A volume needs a name',
  why: 'Mount points refer to it by its name; the agent refuses a volume without one.',
  awsMessage: 'invalid Volume; must include a name',
  source: agent('api/task, volumes'),
  good: [named2('"data"'), named2('"${VOLUME}"')],
  examples: [
    { bad: both('«{»"host":{}}', ''), fixed: both('{"name":"data","host":{}}', '') },
    { bad: both('{"name":«""»}', ''), fixed: both('{"name":"data"}', '') },
  ],
  describe(violation, { task }) {
    const { field, missing } = violation;
    const isEmpty = missing === undefined;
    const to = freeName(task);
    return missingMember(violation, {
      at: isEmpty ? field.value : opening(field),
      message: isEmpty ? 'The name of the volume is empty' : 'The volume has no "name"',
      fixes: [
        isEmpty
          ? fillIn(violation, to)
          : { title: `Add "name": "${to}"`, changes: () => [{ set: [...field.path, 'name'], to, at: 0 }] },
      ],
    });
  },
});

/** The name that a mount point asks for and no volume has, else `data`. */
function freeName(task: TaskView | undefined): string {
  const taken = new Set(task?.volumes.map((volume) => volume.get('name')?.text));
  const asked = (task?.containers ?? [])
    .flatMap((container) => container.get('mountPoints')?.items() ?? [])
    .map((item) => item.get('sourceVolume')?.known)
    .find((name) => name !== undefined && !taken.has(name));
  return asked ?? (taken.has('data') ? 'data-2' : 'data');
}

export const volumeNameInvalid = defineRule<ShapeRule>({
  id: 'volume-name-invalid',
  group: 'volume',
  severity: 'error',
  summary: 'The name of a volume holds letters, digits, hyphens and underscores only',
  why: 'Dots, slashes and blanks are refused.',
  awsMessage: 'volume.name contains invalid characters.',
  source: issue('openfresh/ecs-formation', 22),
  good: [named2('"my_Data-2"')],
  examples: [{ bad: named2('«"my.data"»'), fixed: named2('"my-data"') }],
  describe({ field }, { task }) {
    const text = field.text ?? '';
    const to = text.trim().replaceAll(/[^A-Za-z0-9_-]/g, '-');
    return {
      at: field.value,
      message: `The name of a volume cannot hold ${named(text)}; letters, digits, - and _ are allowed`,
      fixes: /[A-Za-z0-9]/.test(to)
        ? [{ title: `Rename to "${to}"`, changes: () => [{ set: field.path, to }, ...renamed(task, text, to)] }]
        : [],
    };
  },
});

/** The same name wherever a container mounts the volume. */
function* renamed(task: TaskView | undefined, from: string, to: string): Iterable<Change> {
  for (const container of task?.containers ?? []) {
    for (const item of container.get('mountPoints')?.items() ?? []) {
      const source = item.get('sourceVolume');
      if (source?.text === from) yield { set: source.path, to };
    }
  }
}

export const volumeNameTooLong = defineRule<ShapeRule>({
  id: 'volume-name-too-long',
  group: 'volume',
  severity: 'error',
  summary: 'The name of a volume has 255 characters at most',
  why: 'ECS refuses a longer name.',
  source: api('Volume'),
  good: [named2(`"${'a'.repeat(255)}"`)],
  examples: [{ bad: named2(`«"${'a'.repeat(256)}"»`) }],
  describe: ({ field }) => ({
    at: field.value,
    message: `The name has ${field.text?.length ?? 0} characters; 255 are allowed`,
  }),
});

export const mountSourceMissing = defineRule<ShapeRule>({
  id: 'mount-source-missing',
  group: 'volume',
  severity: 'error',
  summary: 'A mount point names its volume',
  why: '"sourceVolume" says which of the task\'s volumes is mounted.',
  source: api('MountPoint'),
  good: [mount('{"sourceVolume":"data","containerPath":"/data"}')],
  examples: [
    {
      bad: mount('«{»"containerPath":"/data"}'),
      fixed: mount('{"containerPath":"/data","sourceVolume":"data"}'),
    },
    {
      bad: mount('{"sourceVolume":«""»,"containerPath":"/data"}'),
      fixed: mount('{"sourceVolume":"data","containerPath":"/data"}'),
    },
  ],
  describe(violation, { task }) {
    const volumes = task?.volumes ?? [];
    const only = volumes.length === 1 ? volumes[0]?.get('name')?.known : undefined;
    return missingMember(violation, {
      message: violation.missing === undefined ? '"sourceVolume" is empty' : 'The mount point has no "sourceVolume"',
      fixes: [fillIn(violation, only ?? '<VOLUME>')],
    });
  },
});

export const mountContainerPathMissing = defineRule<ShapeRule>({
  id: 'mount-container-path-missing',
  group: 'volume',
  severity: 'error',
  summary: 'A mount point says where the container sees the volume',
  why: '"containerPath" is the absolute path inside the container.',
  source: api('MountPoint'),
  good: [mount('{"sourceVolume":"data","containerPath":"/data"}')],
  examples: [
    {
      bad: mount('«{»"sourceVolume":"data"}'),
      fixed: mount('{"sourceVolume":"data","containerPath":"/data"}'),
    },
    {
      bad: mount('{"sourceVolume":"data","containerPath":«""»}'),
      fixed: mount('{"sourceVolume":"data","containerPath":"/data"}'),
    },
  ],
  describe(violation, { task }) {
    const isEmpty = violation.missing === undefined;
    const to = freePath(task, violation.field);
    return missingMember(violation, {
      message: isEmpty ? '"containerPath" is empty' : 'The mount point has no "containerPath"',
      fixes: [fillIn(violation, to)],
    });
  },
});

/** A path at which this container mounts nothing yet. */
function freePath(task: TaskView | undefined, { path }: Field): string {
  const start = path.indexOf('mountPoints');
  const container = task?.containers.find((each) => each.path.join('/') === path.slice(0, start).join('/'));
  const taken = new Set(
    [
      ...(container?.get('mountPoints')?.items() ?? []),
      ...(container?.get('linuxParameters')?.get('tmpfs')?.items() ?? []),
    ].map((item) => item.get('containerPath')?.text),
  );
  const first = task?.os === 'windows' ? 'C:\\data' : '/data';
  let to = first;
  for (let number = 2; taken.has(to); number++) to = `${first}-${number}`;
  return to;
}

export const hostSourcePathBlank = defineRule<ShapeRule>({
  id: 'host-source-path-blank',
  group: 'volume',
  severity: 'error',
  summary: 'The path of a folder on the host cannot be blank',
  why: 'Leave "sourcePath" out to get an empty folder that lives as long as the task.',
  awsMessage: 'host.sourcePath should not be blank.',
  source: issue('aws/amazon-ecs-cli', 11),
  good: [both('{"name":"data","host":{}}', ''), both('{"name":"data","host":{"sourcePath":"/data"}}', '')],
  examples: [
    { bad: both('{"name":"data","host":{"sourcePath":«" "»}}', ''), fixed: both('{"name":"data","host":{}}', '') },
    { bad: both('{"name":"data","host":{"sourcePath":«""»}}', ''), fixed: both('{"name":"data","host":{}}', '') },
  ],
  describe: ({ field }) => ({
    at: field.value,
    fixes: [
      { title: 'Use storage of the task: "host": {}', changes: () => [{ set: field.path.slice(0, -1), to: {} }] },
    ],
  }),
});
