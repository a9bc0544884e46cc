import { hasPlaceholder, pointerOf, unfilled, type Path, type TaskDefinition, type Unfilled } from '../../server/index';
import type { TaskScope } from './fieldMap/scope';

/** A definition without what a template leaves open where no text would do, and where that was. */
export function withoutUnfilled(definition: TaskDefinition): {
  readonly definition: TaskDefinition;
  readonly open: readonly Unfilled[];
} {
  const open = unfilled(definition);
  if (open.length === 0) return { definition, open };
  const pointers = new Set(open.map(({ pointer }) => pointer));
  return { definition: without(definition, (path) => pointers.has(pointerOf(path))), open };
}

/** A copy without the members and items at these places. */
function without<T>(value: T, isOut: (path: Path) => boolean, path: Path = []): T {
  const inside = (key: string | number, part: unknown) => without(part, isOut, [...path, key]);
  if (Array.isArray(value))
    return value.flatMap((item, index) => (isOut([...path, index]) ? [] : [inside(index, item)])) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key]) => !isOut([...path, key]));
  return Object.fromEntries(members.map(([key, member]) => [key, inside(key, member)])) as T;
}

const fill = 'Write the value in its place, or give it under "values" in .taskdefrc.json.';

/** A run has to know which port, how much memory, which image; where any text will do, a placeholder is passed on. */
export function refuseUnfilled(scope: TaskScope, open: readonly Unfilled[]): void {
  const { containers, options, report } = scope;
  const refuse = (pointer: string, text: string, next = fill): void =>
    report.refuse('placeholder', pointer, `${text} is a placeholder, and nothing says what it stands for.`, next);
  for (const { pointer, text } of open) {
    const isChosen = options.target !== undefined && pointer.startsWith('/requiresCompatibilities/');
    if (!isChosen) refuse(pointer, text);
  }
  for (const [pointer, text] of ofCertainForm(scope)) if (hasPlaceholder(text)) refuse(pointer, text);
  containers.forEach(({ name = '', image = '' }, index) => {
    if (hasPlaceholder(image) && options.images?.[name] === undefined)
      refuse(
        `/containerDefinitions/${index}/image`,
        image,
        `${fill} Or name an image in ecs.local.json, or for this run: --image ${name}=IMAGE.`,
      );
  });
}

/** Texts of which not any will do: the engine, or another part of the task, would not know what is meant. */
function ofCertainForm({ containers, definition }: TaskScope): [pointer: string, text: string][] {
  const names = containers.map(({ name }) => name);
  const others = (texts: readonly (string | undefined)[] = [], at: string, member = ''): [string, string][] =>
    texts.flatMap((text = '', index) => (names.includes(text) ? [] : [[`${at}/${index}${member}`, text]]));
  return [
    ...others(
      definition.volumes?.map(({ name }) => name),
      '/volumes',
      '/name',
    ),
    ...containers.flatMap(({ user = '', workingDirectory = '', ...own }, index): [string, string][] => {
      const at = `/containerDefinitions/${index}`;
      const ranges = own.portMappings?.map(({ containerPortRange }) => containerPortRange);
      const sources = own.volumesFrom?.map(({ sourceContainer }) => sourceContainer);
      const devices = own.linuxParameters?.devices?.map(({ hostPath }) => hostPath);
      const awaited = own.dependsOn?.map(({ containerName }) => containerName);
      return [
        [`${at}/user`, user],
        ...(workingDirectory.startsWith('/') ? [] : [[`${at}/workingDirectory`, workingDirectory] as [string, string]]),
        ...others(ranges, `${at}/portMappings`, '/containerPortRange'),
        ...others(
          own.links?.map((link) => (names.includes(link.split(':')[0]) ? '' : link)),
          `${at}/links`,
        ),
        ...others(sources, `${at}/volumesFrom`, '/sourceContainer'),
        ...others(own.dockerSecurityOptions, `${at}/dockerSecurityOptions`),
        ...others(devices, `${at}/linuxParameters/devices`, '/hostPath'),
        ...others(awaited, `${at}/dependsOn`, '/containerName'),
      ];
    }),
  ];
}
