import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
import { parse } from 'yaml';
import { formats } from '../../../../client/cli/check/formats';
import { root } from '../../../support/root';
import { folderWith } from '../support';

interface Step {
  readonly shell: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action;
const clean = '{ "family": "a", "containerDefinitions": [{ "name": "a", "image": "a:1", "memory": 64 }] }\n';
const wrong = clean.replace('64', '"64"');

/** Runs the steps as the runner of GitHub does, each in a shell of its own, until one fails. */
function perform(folder: string, given: Readonly<Record<string, string>> = {}) {
  const filled = (text: string): string =>
    text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => given[name] ?? action.inputs[name]!.default);
  let out = '';
  let err = '';
  for (const { run, env = {}, 'working-directory': place = '.' } of action.runs.steps) {
    const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      cwd: path.join(folder, filled(place)),
      encoding: 'utf8',
      env: {
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
        GITHUB_ACTION_PATH: root,
        GITHUB_WORKSPACE: folder,
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])),
      },
    });
    out += ended.stdout;
    err += ended.stderr;
    if (ended.status !== 0) return { status: ended.status, out, err };
  }
  return { status: 0, out, err };
}

const project = (t: TestContext): string =>
  folderWith(t, { 'deploy/task-def.json': wrong, 'a b/taskdef.json': clean, '-taskdef.json': clean });

describe('action.yml', () => {
  test('lets no input into a command', () => {
    assert.equal(action.runs.using, 'composite');
    for (const { run, shell } of action.runs.steps) {
      assert.equal(shell, 'bash');
      assert.ok(!run.includes('${{'), run);
    }
  });

  test('names the formats that there are', () => {
    for (const name of Object.keys(formats)) assert.ok(action.inputs['format']?.description.includes(name), name);
  });

  test('makes annotations of the whole checkout, and fails on errors', (t) => {
    const { status, out, err } = perform(project(t));
    assert.equal(err, '');
    assert.equal(status, 1);
    assert.match(out, /^::error file=deploy\/task-def\.json,line=1,/m);
    assert.match(out, /^3 files checked: 1 error, /m);
  });

  test('paths are those of the checkout, also from a folder of it', (t) => {
    const { out } = perform(project(t), { 'working-directory': 'deploy' });
    assert.match(out, /^::error file=deploy\/task-def\.json,/m);
  });

  test('takes files one a line, with blanks in their names or hyphens before them', (t) => {
    const { status, out, err } = perform(project(t), { files: 'a b/taskdef.json\n-taskdef.json\n', format: 'pretty' });
    assert.deepEqual([status, err], [0, '']);
    assert.match(out, /^2 files checked: /m);
  });

  test('writes the report into a file, and fails all the same', (t) => {
    const folder = project(t);
    const { status, out } = perform(folder, { format: 'sarif', output: 'taskdef.sarif' });
    assert.deepEqual([status, out], [1, '']);
    const { version } = JSON.parse(readFileSync(path.join(folder, 'taskdef.sarif'), 'utf8')) as { version: string };
    assert.equal(version, '2.1.0');
  });

  test('passes on rules, launch type, warnings and configuration', (t) => {
    const folder = project(t);
    const quietened = perform(folder, { rules: 'integer-expected=off\nimage-latest-tag=error\n' });
    assert.equal(quietened.status, 0);
    assert.equal(perform(folder, { files: 'a b', 'launch-type': 'FARGATE' }).status, 1);
    assert.equal(perform(folder, { files: 'a b', 'max-warnings': '0' }).status, 1);
    assert.match(perform(folder, { config: 'gone.json' }).err, /--config gone\.json: there is no such file/);
  });

  test('an input is never a command, an option or a pattern of the shell', (t) => {
    const evil = ['$(touch pwned)', '`touch pwned`', '"; touch pwned; "', "'; touch pwned; '", '* ; touch pwned'];
    const folder = project(t);
    const names = Object.keys(action.inputs).filter((input) => input !== 'working-directory');
    for (const text of evil) perform(folder, Object.fromEntries(names.map((name) => [name, text])));
    for (const name of names) {
      const { status } = perform(folder, { [name]: '--fix' });
      assert.notEqual(status, 0, name);
    }
    assert.equal(readFileSync(path.join(folder, 'deploy/task-def.json'), 'utf8'), wrong);
    assert.ok(!existsSync(path.join(folder, 'pwned')), readdirSync(folder).join());
  });
});

describe('the example in the readme', () => {
  test('is a workflow with inputs that there are', () => {
    const text = readFileSync(path.join(root, 'README.md'), 'utf8');
    const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => parse(match[1]!) as unknown);
    const steps = examples
      .flatMap((example) => stepsOf(example))
      .filter(({ uses }) => uses?.startsWith('taskdef/taskdef@'));
    assert.ok(steps.length > 0);
    for (const { with: inputs = {} } of steps) {
      for (const name of Object.keys(inputs)) assert.ok(action.inputs[name], name);
    }
  });

  test('names hooks that there are', () => {
    const text = readFileSync(path.join(root, 'README.md'), 'utf8');
    const hooks = readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8');
    const named = [...text.matchAll(/- id: (taskdef-\w+)/g)].map((match) => match[1]!);
    assert.ok(named.length > 0);
    for (const id of named) assert.ok(hooks.includes(`- id: ${id}\n`), id);
  });
});

interface WorkflowStep {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

function stepsOf(value: unknown): WorkflowStep[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('steps' in value && Array.isArray(value.steps)) return value.steps as WorkflowStep[];
  return Object.values(value).flatMap(stepsOf);
}
