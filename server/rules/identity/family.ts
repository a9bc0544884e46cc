import type { Document } from '../../document/document';
import { type ShapeRule, defineRule } from '../define';
import { inTask } from '../example';
import { setValue } from '../fixes';
import { fillIn, missingMember } from '../missing';
import { api, issue } from '../sources';
import { opening } from '../words';

const family = (value: string): string => inTask('').replace('"app"', value);

export const familyMissing = defineRule<ShapeRule>({
  id: 'family-missing',
  group: 'identity',
  severity: 'error',
  summary: 'The task definition has no family',
  why: 'The family is its name: services and tasks refer to it, and each registration makes its next revision.',
  awsMessage: 'Missing required parameter in input: "family"',
  source: api('RegisterTaskDefinition'),
  good: [inTask(''), '[{"name":"web","image":"nginx:1.27"}]'],
  examples: [
    {
      bad: inTask('').replace('{"family":"app",', '«{»'),
      fixed: inTask('').replace('"app"', '"app"'),
      path: 'app.taskdef.json',
    },
    { bad: family('«""»'), fixed: family('"web"') },
  ],
  describe(violation, document) {
    const isEmpty = violation.missing === undefined;
    return missingMember(violation, {
      at: isEmpty ? violation.field.value : opening(violation.field),
      message: isEmpty ? 'The family is empty' : 'The task definition has no "family"',
      fixes: [
        { ...fillIn(violation, familyFor(document)), ...(isEmpty ? {} : atStart(violation.field.path, document)) },
      ],
    });
  },
});

/** `family` is the first thing a reader looks for. */
const atStart = (path: readonly (string | number)[], document: Document) => ({
  changes: () => [{ set: [...path, 'family'], to: familyFor(document), at: 0 }],
});

/** A name for the family: that of the file, unless it says no more than "task definition", else of the first container. */
function familyFor({ path = '', task }: Document): string {
  const file = path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.jsonc?$/i, '');
  const words = file
    .replace(/(?:^|[-_.])?(?:ecs[-_.])?task[-_.]?def(?:inition)?s?(?:[-_.]|$)/i, '-')
    .match(/[^-_.](?:.*[^-_.])?/)?.[0];
  const name = words === undefined || file === '' ? (task?.containers[0]?.get('name')?.known ?? 'app') : words;
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

export const familyInvalid = defineRule<ShapeRule>({
  id: 'family-invalid',
  group: 'identity',
  severity: 'error',
  summary: 'A family holds letters, digits, hyphens and underscores only',
  why: 'Dots, slashes and blanks are refused. A revision (":3") is given when the family is used, not when it is registered.',
  awsMessage: 'Family contains invalid characters.',
  source: issue('aws/amazon-ecs-cli', 37),
  good: [family('"my_App-2"'), family('"${FAMILY}"')],
  examples: [
    { bad: family('«"my.app"»'), fixed: family('"my-app"') },
    { bad: family('«"app:3"»'), fixed: family('"app"') },
    { bad: family('«"a b/c"»'), fixed: family('"a-b-c"') },
  ],
  describe({ field }) {
    const text = field.text ?? '';
    const to = text
      .replace(/:\d+$/, '')
      .trim()
      .replaceAll(/[^A-Za-z0-9_-]/g, '-');
    return {
      at: field.value,
      message: `A family cannot hold ${named(text)}; letters, digits, - and _ are allowed`,
      fixes: to === '' ? [] : [setValue(field.path, to)],
    };
  },
});

/** The characters at fault, each once. */
export function named(text: string): string {
  const bad = [...new Set(text.match(/[^A-Za-z0-9_-]/gu))].slice(0, 5);
  return bad.map((char) => (/\s/.test(char) ? 'a blank' : `"${char}"`)).join(', ');
}

export const familyTooLong = defineRule<ShapeRule>({
  id: 'family-too-long',
  group: 'identity',
  severity: 'error',
  summary: 'A family has 255 characters at most',
  why: 'ECS refuses a longer name.',
  awsMessage: 'Family should be 255 characters or less',
  source: api('RegisterTaskDefinition'),
  good: [family(`"${'a'.repeat(255)}"`)],
  examples: [{ bad: family(`«"${'a'.repeat(256)}"»`) }],
  describe: ({ field }) => ({
    at: field.value,
    message: `The family has ${field.text?.length ?? 0} characters; 255 are allowed`,
  }),
});
