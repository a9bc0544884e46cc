import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import Ajv, { type AnySchema } from 'ajv';
import { checkText } from '../../../../client/cli/check/checkText';
import type { Outcome, View } from '../../../../client/cli/check/outcome';
import { sarifReport } from '../../../../client/cli/check/sarif';
import { sarifRule } from '../../../../client/cli/check/sarifRule';
import { rules } from '../../../../server/index';
import { root } from '../../../support/root';
import { file, foreign, nasty, outcome, report, view } from '../outcomes';

/** The schema of the standard, from Microsoft's package. ajv reads a later dialect of JSON Schema, which differs in `id`. */
const schema = JSON.parse(
  readFileSync(path.join(root, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  (key, value: unknown) =>
    key === '$schema' || key === 'id' ? (typeof value === 'string' ? undefined : value) : value,
) as AnySchema;
const validate = new Ajv({
  strict: false,
  unicodeRegExp: false,
  formats: {
    uri: (text) => URL.canParse(text),
    'uri-reference': (text) => /^[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]*$/.test(text) && URL.canParse(text, 'file:///'),
    'date-time': (text) => !Number.isNaN(Date.parse(text)),
  },
}).compile(schema);

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: Region;
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly {
        readonly deletedRegion: Region;
        readonly insertedContent?: { readonly text: string };
      }[];
    }[];
  }[];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: unknown[];
  }[];
  readonly results: readonly Result[];
}

/** The run of a log that keeps to the standard. */
function run(given: Outcome, options: Partial<View> = {}): Run {
  const log = JSON.parse(sarifReport(given, { ...view, ...options })) as { version: string; runs: Run[] };
  assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 2));
  assert.equal(log.version, '2.1.0');
  return log.runs[0]!;
}

const webserver = readFileSync(path.join(root, 'examples/webserver/task-definition.json'), 'utf8');
const check = (text: string, name = 'task-definition.json') => checkText(text, name, { remedies: true });

describe('--format sarif', () => {
  test('the schema refuses what is not SARIF', () => {
    assert.ok(!validate({ version: '2.1.0', runs: [{ tool: {} }] }));
    assert.ok(!validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ message: {} }] }] }));
  });

  test('the example, with all that is known about it', () => {
    const { results, tool } = run(outcome(check(webserver)), { hints: true });
    assert.equal(results.length, 8);
    const levels = results.map(({ level }) => level);
    assert.deepEqual([levels.filter((level) => level === 'error').length, levels.includes('note')], [2, true]);
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
  });

  test('regions count from 1 in UTF-16 code units', () => {
    const text = '{"family":"🐳",\n "containerDefinitions":[{"name":"🐳","image":"a:1","memory":"64"}]}';
    const found = run(outcome(check(text))).results.find(({ ruleId }) => ruleId === 'integer-expected');
    const { startLine, startColumn, endLine, endColumn } = found!.locations[0]!.physicalLocation.region;
    assert.deepEqual([startLine, endLine], [2, 2]);
    assert.equal(text.split('\n')[1]!.slice(startColumn - 1, endColumn - 1), '"64"');
  });

  test('a fix, carried out as it says, puts it right', () => {
    const found = run(outcome(check(webserver))).results.find(({ ruleId }) => ruleId === 'integer-expected');
    const { deletedRegion, insertedContent } = found!.fixes![0]!.artifactChanges[0]!.replacements[0]!;
    const fixed = replaced(webserver, deletedRegion, insertedContent?.text ?? '');
    assert.notEqual(fixed, webserver);
    assert.equal(check(fixed).reports.filter(({ rule }) => rule === 'integer-expected').length, 1);
    assert.equal(check(webserver).reports.filter(({ rule }) => rule === 'integer-expected').length, 2);
  });

  test('paths stand below the root of the sources, or are whole', () => {
    const uris = ['deploy/a b/tâche#1%.json', '/etc/x.json', 'C:/x.json'].map(
      (name) =>
        run(outcome(file(name, report('error', 0, 'x')))).results[0]!.locations[0]!.physicalLocation.artifactLocation,
    );
    assert.deepEqual(uris[0], { uri: 'deploy/a%20b/t%C3%A2che%231%25.json', uriBaseId: '%SRCROOT%' });
    assert.deepEqual(uris[1], { uri: 'file:///etc/x.json' });
    assert.equal(uris[2]?.uriBaseId, undefined);
  });

  test('fingerprints outlive moved lines', () => {
    const prints = (text: string) =>
      run(outcome(check(text)), { hints: true }).results.map(({ ruleId, partialFingerprints }) => [
        ruleId,
        partialFingerprints,
      ]);
    assert.deepEqual(prints(`\n\n${webserver}`), prints(webserver));
    assert.equal(new Set(prints(webserver).map((print) => JSON.stringify(print))).size, 8);
  });

  test('what cannot be read is told, and the run has failed', () => {
    const [invocation] = run({ files: [foreign], unreadable: [{ path: 'gone.json', reason: 'gone.' }] }).invocations;
    assert.equal(invocation?.executionSuccessful, false);
    assert.equal(invocation?.toolExecutionNotifications.length, 2);
  });

  test('a message is text, not a link or a placeholder', () => {
    const { message } = run(outcome(file('a.json', report('error', 0, '[x](command:y) {0} ${IMAGE} [1]')))).results[0]!;
    assert.equal(message.text, '\\[x](command:y) {{0}} ${IMAGE} [1]');
  });

  test('any text is valid SARIF in valid UTF-8', () => {
    const given = outcome(file(nasty, report('error', 0, nasty)));
    assert.equal(run(given).results.length, 1);
    assert.equal(Buffer.from(sarifReport(given, view)).toString(), sarifReport(given, view));
  });

  test('every rule can be described', () => {
    const described = rules.map((rule) => sarifRule(rule));
    const driver = { name: 'taskdef', rules: described };
    assert.ok(validate({ version: '2.1.0', runs: [{ tool: { driver } }] }), JSON.stringify(validate.errors));
    for (const { help, defaultConfiguration, properties } of described) {
      assert.ok(help.text.length > 20 && help.markdown.length > 20);
      assert.match(defaultConfiguration.level, /^(?:error|warning|note)$/);
      assert.equal(properties.tags[0], 'ecs');
    }
    assert.ok(described.some(({ defaultConfiguration }) => !defaultConfiguration.enabled));
  });
});

function replaced(text: string, { startLine, startColumn, endLine, endColumn }: Region, by: string): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
  return text.slice(0, offset(startLine, startColumn)) + by + text.slice(offset(endLine, endColumn));
}
