import { hasPlaceholder, unfilled, type TaskDefinition, type Unfilled } from '../../server/index';
import type { TaskScope } from './fieldMap/scope';

/** A definition without the places a template leaves open, where no text would do. They are null, as if absent. */
export function withoutUnfilled(definition: TaskDefinition): {
  readonly definition: TaskDefinition;
  readonly open: readonly Unfilled[];
} {
  const open = unfilled(definition);
  const pointers = new Set(open.map(({ pointer }) => pointer));
  return { definition: open.length === 0 ? definition : emptied(definition, pointers), open };
}

/** A copy with null at these places. */
function emptied<T>(value: T, pointers: ReadonlySet<string>, at = ''): T {
  if (pointers.has(at)) return null as T;
  if (Array.isArray(value)) return value.map((item, index) => emptied<unknown>(item, pointers, `${at}/${index}`)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => {
    const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
    return [key, emptied<unknown>(member, pointers, `${at}/${step}`)];
  });
  return Object.fromEntries(members) as T;
}

const fill = 'Write the value in its place, or give it under "values" in .taskdefrc.json.';

/** A run has to know which port, how much memory, which image; where any text will do, a placeholder is passed on. */
export function refuseUnfilled({ containers, options, report }: TaskScope, open: readonly Unfilled[]): void {
  const refuse = (pointer: string, text: string, next = fill): void =>
    report.refuse('placeholder', pointer, `${text} is a placeholder, and nothing says what it stands for.`, next);
  for (const { pointer, text } of open) {
    const isChosen = options.target !== undefined && pointer.startsWith('/requiresCompatibilities/');
    if (!isChosen) refuse(pointer, text);
  }
  containers.forEach(({ name = '', image = '' }, index) => {
    if (hasPlaceholder(image) && options.images?.[name] === undefined)
      refuse(`/containerDefinitions/${index}/image`, image, `${fill} Or name an image in ecs.local.json.`);
  });
}
