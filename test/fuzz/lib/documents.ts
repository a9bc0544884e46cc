import fc, { type Arbitrary } from 'fast-check';
import { definitions } from './definitions';
import { damaged } from './damage';
import { type Seed, allSeeds, fileSeeds } from './seeds';

/** The ways people and tools write JSON. */
const styles: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, undefined, 2),
  (value) => `${JSON.stringify(value, undefined, 2)}\n`,
  (value) => `${JSON.stringify(value, undefined, '\t')}\n`,
  (value) => `${JSON.stringify(value, undefined, 4).replaceAll('\n', '\r\n')}\r\n`,
  (value) => `\uFEFF${JSON.stringify(value, undefined, 1)}`,
  (value) => `// made\n${JSON.stringify(value, undefined, 2).replaceAll(/^( +)"/gm, '$1/* a */ "')} // end`,
  (value) => JSON.stringify(value, undefined, 2).replaceAll(/([^{[,])\n( *[}\]])/g, '$1,\n$2'),
];

const files = ['task-definition.json', 'taskdef.jsonc', 'other.json'];

/** Whole definitions made from the schema, in many layouts. */
export const madeDocuments: Arbitrary<Seed> = fc
  .tuple(definitions, fc.constantFrom(...styles), fc.constantFrom(...files))
  .map(([value, style, path]) => ({ path, text: style(value) ?? '' }));

const from = (seeds: readonly Seed[]): Arbitrary<Seed> => fc.constantFrom(...seeds);

/** Largest text, in UTF-16 code units, that an answer must not take long for: what ECS accepts at most. */
export const largest = 64 * 1024;

/** Real files again and again up to 64 KiB: as a list of containers, of members, or nothing but text behind text. */
const enlarged: Arbitrary<Seed> = fc
  .tuple(from(fileSeeds), fc.constantFrom('containers', 'members', 'text'))
  .map(([{ path, text }, how]) => {
    const times = Math.max(1, Math.floor((largest - 200) / (text.length + 8)));
    const again = (part: string, between: string): string => Array<string>(times).fill(part).join(between);
    if (how === 'text') return { path, text: again(text, '\n') };
    if (how === 'containers') return { path, text: `[${again(text, ',')}]` };
    return { path, text: `{"family":"a","containerDefinitions":[${again(text, ',')}]}` };
  });

const cut = ({ path, text }: Seed): Seed => ({ path, text: text.slice(0, largest) });

/** Documents made from the schema, one in three of them damaged. */
export const fromSchema: Arbitrary<Seed> = fc
  .oneof({ weight: 2, arbitrary: madeDocuments }, { weight: 1, arbitrary: damaged(madeDocuments) })
  .map(cut);

/** Files of people, the examples of the rules, and 64 KiB of them now and then: all damaged. */
export const fromFiles: Arbitrary<Seed> = damaged(
  fc.oneof(
    { weight: 160, arbitrary: from(allSeeds) },
    { weight: 40, arbitrary: from(fileSeeds) },
    { weight: 1, arbitrary: enlarged },
  ),
).map(cut);
