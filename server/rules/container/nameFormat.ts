import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { splitImage } from '../../model/image';
import { type ShapeRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { named } from '../identity/family';
import { fillIn, missingMember } from '../missing';
import { api, source } from '../sources';
import { atName, containerLabel, opening, sentence } from '../words';

const name = (value: string, members = ''): string =>
  withContainers(`{"name":${value},"image":"nginx:1.27","memory":512${members}}`);
const reports = source('GitHub issue reports quoting the service');

export const containerNameMissing = defineRule<ShapeRule>({
  id: 'container-name-missing',
  group: 'container',
  severity: 'error',
  summary: 'A container needs a name',
  why: 'Other containers, the service, load balancers and logs refer to it by its name.',
  awsMessage: 'Container.name should not be null or empty.',
  source: reports,
  good: [name('"web"'), name('"${NAME}"')],
  examples: [
    {
      bad: withContainers('«{»"image":"public.ecr.aws/nginx/nginx:1.27","memory":512}'),
      fixed: withContainers('{"name":"nginx","image":"public.ecr.aws/nginx/nginx:1.27","memory":512}'),
    },
    { bad: name('«""»'), fixed: name('"nginx"') },
  ],
  describe(violation, { task }) {
    const { field, missing } = violation;
    const container = missing === undefined ? field.path.slice(0, -1) : field.path;
    const to = nameFor(task, container);
    return missingMember(violation, {
      at: missing === undefined ? field.value : opening(field),
      message: missing === undefined ? 'The name of the container is empty' : 'The container has no "name"',
      fixes: [
        missing === undefined
          ? fillIn(violation, to)
          : { title: `Add "name": "${to}"`, changes: () => [{ set: [...field.path, 'name'], to, at: 0 }] },
      ],
    });
  },
});

/** The last word of the image, or `app`; with a number when another container has that name. */
function nameFor(task: TaskView | undefined, path: readonly (string | number)[]): string {
  const container = task?.containers.find((each) => each.path.join('/') === path.join('/'));
  const image = container?.get('image')?.known;
  const word = image === undefined ? 'app' : splitImage(image).repository.split('/').at(-1)!;
  return freeName(task, word.replaceAll(/[^A-Za-z0-9_-]/g, '-') || 'app');
}

/** The name, with a number behind it where another container has it already. */
function freeName(task: TaskView | undefined, base: string): string {
  let number = 1;
  while (task?.container(number === 1 ? base : `${base}-${number}`)) number++;
  return number === 1 ? base : `${base}-${number}`;
}

export const containerNameInvalid = defineRule<ShapeRule>({
  id: 'container-name-invalid',
  group: 'container',
  severity: 'error',
  summary: 'The name of a container holds letters, digits, hyphens and underscores only',
  why: 'Dots, slashes and blanks are refused.',
  awsMessage: 'Container.name contains invalid characters.',
  source: reports,
  good: [name('"my_Web-2"'), name('"${NAME}-web"')],
  examples: [
    { bad: name('«"my.web"»'), fixed: name('"my-web"') },
    {
      bad: withContainers(
        '{"name":«"a b"»,"image":"x:1","memory":64},{"name":"c","image":"x:1","memory":64,"dependsOn":[{"containerName":"a b","condition":"START"}]}',
      ),
      fixed: withContainers(
        '{"name":"a-b","image":"x:1","memory":64},{"name":"c","image":"x:1","memory":64,"dependsOn":[{"containerName":"a-b","condition":"START"}]}',
      ),
    },
  ],
  describe({ field }, { task }) {
    const text = field.text ?? '';
    const to = freeName(task, text.trim().replaceAll(/[^A-Za-z0-9_-]/g, '-'));
    return {
      at: field.value,
      message: `The name of a container cannot hold ${named(text)}; letters, digits, - and _ are allowed`,
      fixes: /[A-Za-z0-9]/.test(to)
        ? [{ title: `Rename to "${to}"`, changes: () => [{ set: field.path, to }, ...renamed(task, text, to)] }]
        : [],
    };
  },
});

/** The same name wherever the task refers to the container. */
function* renamed(task: TaskView | undefined, from: string, to: string): Iterable<Change> {
  const proxy = task?.root?.get('proxyConfiguration')?.get('containerName');
  for (const field of [...(task?.containers ?? []).flatMap(referencesIn), ...(proxy ? [proxy] : [])]) {
    if (field.text === from) yield { set: field.path, to };
    else if (field.path.at(-2) === 'links' && field.text?.startsWith(`${from}:`)) {
      yield { set: field.path, to: to + field.text.slice(from.length) };
    }
  }
}

const referencesIn = (container: TaskView['containers'][number]): Field[] =>
  [
    ...(container.get('dependsOn')?.items() ?? []).map((item) => item.get('containerName')),
    ...(container.get('volumesFrom')?.items() ?? []).map((item) => item.get('sourceContainer')),
    ...(container.get('links')?.items() ?? []),
  ].filter((field) => field !== undefined);

export const containerNameTooLong = defineRule<ShapeRule>({
  id: 'container-name-too-long',
  group: 'container',
  severity: 'error',
  summary: 'The name of a container has 255 characters at most',
  why: 'ECS refuses a longer name.',
  source: api('ContainerDefinition'),
  good: [name(`"${'a'.repeat(255)}"`)],
  examples: [{ bad: name(`«"${'a'.repeat(256)}"»`) }],
  describe: ({ field }) => ({
    at: field.value,
    message: `The name has ${field.text?.length ?? 0} characters; 255 are allowed`,
  }),
});

export const imageMissing = defineRule<ShapeRule>({
  id: 'image-missing',
  group: 'container',
  severity: 'error',
  summary: 'A container needs an image',
  why: 'There would be nothing to run. Where a pipeline writes the image, a placeholder such as "<IMAGE>" says so, and nothing is reported.',
  awsMessage: 'Container.image should not be null or empty.',
  source: reports,
  good: [inContainer(''), name('"web"').replace('nginx:1.27', '${IMAGE}')],
  examples: [
    {
      bad: withContainers('{"name":«"web"»,"memory":512}'),
      fixed: withContainers('{"name":"web","memory":512,"image":"<IMAGE>"}'),
    },
    { bad: inContainer('').replace('"nginx:1.27"', '«""»'), fixed: inContainer('').replace('nginx:1.27', '<IMAGE>') },
  ],
  describe(violation, { task }) {
    const { field, missing } = violation;
    const fixes = [fillIn(violation, '<IMAGE>')];
    if (missing === undefined)
      return missingMember(violation, { at: field.value, message: 'The image is empty', fixes });
    const container = task?.containers.find(({ node }) => node === field.node);
    return (
      container &&
      missingMember(violation, {
        at: atName(container),
        message: `${sentence(containerLabel(container))} has no "image"`,
        fixes,
      })
    );
  },
});
