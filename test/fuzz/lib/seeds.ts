import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../../server/rules/index';
import { corpusFolder, readCorpus } from '../../support/corpus';
import { root } from '../../support/root';

/** A text to begin with, under the name that tells what is expected of it. */
export interface Seed {
  readonly path: string;
  readonly text: string;
}

/** The good and bad examples of the rules: each of them once was a case of its own. */
export const ruleSeeds: readonly Seed[] = rules.flatMap((rule) => [
  ...rule.examples.map(({ bad, path: file }) => ({
    path: file ?? 'task-definition.json',
    text: bad.replaceAll(/[«»]/g, ''),
  })),
  ...(rule.good ?? []).map((text) => ({ path: 'task-definition.json', text })),
]);

const folder = corpusFolder();
if (!folder) console.log('No corpus beside the checkout: only the examples and those of the rules are varied.');

const corpusSeeds: readonly Seed[] = (folder ? readCorpus(folder) : []).map(({ file, form, text }) => ({
  path: form === 'jsonc' ? `${file}/task-definition.jsonc` : `${file}/task-definition.json`,
  text,
}));

const examples = path.join(root, 'examples');
const exampleSeeds: readonly Seed[] = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ path: file, text: readFileSync(path.join(examples, file), 'utf8') }));

/** Whole files, as people have them. */
export const fileSeeds: readonly Seed[] = [...exampleSeeds, ...corpusSeeds];

export const allSeeds: readonly Seed[] = [...fileSeeds, ...ruleSeeds];
