import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { OnigScanner, OnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, Registry, type IGrammar, type IToken, parseRawGrammar } from 'vscode-textmate';
import { hasPlaceholder } from '../../server/document/placeholder';
import { matchesGolden } from '../support/golden';
import { root } from '../support/root';

const scopeName = 'source.json.ecs-task-definition';
const grammarFile = path.join(root, 'syntaxes/ecs-task-definition.tmLanguage.json');
let grammar: IGrammar;

before(async () => {
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(readFileSync(grammarFile, 'utf8'), grammarFile),
  });
  const loaded = await registry.loadGrammar(scopeName);
  assert.ok(loaded);
  grammar = loaded;
});

interface Line {
  readonly text: string;
  readonly tokens: readonly IToken[];
}

function tokenise(text: string): Line[] {
  let stack = INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return { text: line, tokens };
  });
}

/** Each line of the source, and under it what its parts are, without the scopes that only say where we are. */
function snapshot(lines: readonly Line[]): string {
  return lines
    .map(({ text, tokens }) => [`>${text}`, ...tokens.flatMap((token) => mark(token, text))].join('\n'))
    .join('\n');
}

function mark({ startIndex, endIndex, scopes }: IToken, text: string): string[] {
  const told = scopes.filter((scope) => scope !== scopeName && !scope.startsWith('meta.structure'));
  const width = Math.min(endIndex, text.length) - startIndex;
  return told.length === 0 || width <= 0 ? [] : [`#${' '.repeat(startIndex)}${'^'.repeat(width)} ${told.join(' ')}`];
}

const placeholdersOf = (source: string): string[] =>
  tokenise(source).flatMap(({ text, tokens }) =>
    tokens
      .filter(({ scopes }) => scopes.some((scope) => scope.startsWith('variable.other.placeholder')))
      .map(({ startIndex, endIndex }) => text.slice(startIndex, endIndex)),
  );

describe('the grammar', () => {
  for (const name of ['everyday', 'images', 'half-typed']) {
    test(`colours ${name}.jsonc`, () => {
      const source = readFileSync(path.join(root, `test/fixtures/grammar/${name}.jsonc`), 'utf8');
      matchesGolden(`grammar/${name}.txt`, `${snapshot(tokenise(source.trimEnd()))}\n`);
    });
  }

  test('a string that is not closed ends with its line', () => {
    const [, second] = tokenise('{ "family": "we\n"cpu": 1 }');
    assert.deepEqual(second?.tokens.at(-2)?.scopes.at(-1), 'meta.structure.dictionary.value.json');
  });
});

/** Value, and what of it is a placeholder. */
const values: readonly (readonly [string, readonly string[]])[] = [
  ['web', []],
  ['${TAG}', ['${TAG}']],
  ['a-${A}-${B}', ['${A}', '${B}']],
  ['{{ tag }}', ['{{ tag }}']],
  ['{{.Name}}', []],
  ['{{.Registry}}/web', ['{{.Registry}}']],
  ['<IMAGE1_NAME>', ['<IMAGE1_NAME>']],
  ['<b>', []],
  ['$$$NAME$$$', ['$$$NAME$$$']],
  ['$NAME', ['$NAME']],
  ['$name', []],
  ['%NAME%', ['%NAME%']],
  ['100%', []],
  ['%{if x}', ['%{if x}']],
  ['((name))', ['((name))']],
  ['#NAME#', ['#NAME#']],
  ['#{Octopus.Release.Number}', ['#{Octopus.Release.Number}']],
  ['#{TAG}#', ['#{TAG}#']],
  ['app:$(Build.BuildId)', ['$(Build.BuildId)']],
  ['$(ecs_task_id)', []],
  ['__IMAGE_TAG__', ['__IMAGE_TAG__']],
  ['__main__', []],
  ['snake__case__name', []],
  ['~image~', ['~image~']],
  ['~/a', []],
  ['@@IMAGE@@', ['@@IMAGE@@']],
  ['@repository@:@tag@', ['@repository@', '@tag@']],
  ['user:p@ss@host', []],
  ['app@sha256:0', []],
  ['YOUR_ROLE', ['YOUR_ROLE']],
  ['yours', []],
  ['REPLACE_ME', ['REPLACE_ME']],
  ['REPLACED', []],
  ['ROLE_PLACEHOLDER', ['ROLE_PLACEHOLDER']],
  ['PLACEHOLDER', ['PLACEHOLDER']],
];

/** Where shell variables live. */
const commands: readonly (readonly [string, readonly string[]])[] = [
  ['echo $HOME ${PATH}', []],
  ['{{ command }}', ['{{ command }}']],
  ['<COMMAND>', ['<COMMAND>']],
  ['$$$RUN$$$', ['$$$RUN$$$']],
];

describe('placeholders are coloured where the checks see one', () => {
  for (const [text, placeholders] of values) {
    test(text, () => {
      assert.equal(hasPlaceholder(text), placeholders.length > 0);
      assert.deepEqual(placeholdersOf(`{ "value": "${text}" }`), placeholders);
    });
  }

  for (const [text, placeholders] of commands) {
    test(`in a command: ${text}`, () => {
      assert.equal(hasPlaceholder(text, { inCommand: true }), placeholders.length > 0);
      assert.deepEqual(placeholdersOf(`{ "command": ["${text}"] }`), placeholders);
    });
  }
});
