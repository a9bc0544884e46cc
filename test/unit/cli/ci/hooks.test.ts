import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { isTaskDefinitionName } from '../../../../server/index';
import { root } from '../../../support/root';
import { folderWith } from '../support';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
}

const hooks = parse(readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];
const hook = (id: string): Hook => hooks.find((one) => one.id === id)!;

const clean = '{ "family": "a", "containerDefinitions": [{ "name": "a", "image": "a:1", "memory": 64 }] }\n';
const wrong = clean.replace('64', '"64"');

/** Runs a hook as pre-commit does: its entry, found on the PATH, with the names of changed files behind it. */
function run({ entry }: Hook, folder: string, ...files: string[]) {
  const bin = path.join(folder, '.bin');
  mkdirSync(bin, { recursive: true });
  const { bin: ours } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    bin: { taskdef: string };
  };
  symlinkSync(path.join(root, ours.taskdef), path.join(bin, 'taskdef'));
  const [command, ...args] = entry.split(' ');
  const shim = path.join(bin, command!);
  const { status, stdout, stderr } = spawnSync(process.execPath, [shim, ...args, ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

describe('.pre-commit-hooks.yaml', () => {
  test('has hooks that node installs', () => {
    assert.deepEqual(
      hooks.map(({ id, language }) => [id, language]),
      [
        ['taskdef-check', 'node'],
        ['taskdef-fix', 'node'],
      ],
    );
  });

  test('takes the files that the command would find', () => {
    for (const { files } of hooks) {
      const pattern = new RegExp(files.replace('(?i)', ''), 'i');
      const names = [
        'task-definition.json',
        'deploy/TaskDef.jsonc',
        'a/my-task_def.prod.json',
        'package.json',
        'taskdef/x.json',
      ];
      for (const name of names) assert.equal(pattern.test(name), isTaskDefinitionName(name), name);
    }
  });

  test('the check fails on an error and says where', (t) => {
    const folder = folderWith(t, { 'a/task-def.json': wrong, 'b-taskdef.json': clean });
    const { status, out } = run(hook('taskdef-check'), folder, 'a/task-def.json', 'b-taskdef.json');
    assert.equal(status, 1);
    assert.match(out, /^a\/task-def\.json:1:\d+: error: /m);
  });

  test('the check heeds .taskdefignore for the files it is given', (t) => {
    const folder = folderWith(t, { 'old-taskdef.json': wrong, '.taskdefignore': 'old-*\n' });
    assert.equal(run(hook('taskdef-check'), folder, 'old-taskdef.json').status, 0);
  });

  test('the other one mends the file', (t) => {
    const folder = folderWith(t, { 'task-def.json': wrong });
    assert.equal(run(hook('taskdef-fix'), folder, 'task-def.json').status, 0);
    assert.equal(readFileSync(path.join(folder, 'task-def.json'), 'utf8'), clean);
  });

  test('what npm packs for it is the command with all that it loads', () => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const names = packed.files.map((file) => file.path).filter((name) => name.endsWith('.js'));
    assert.deepEqual(names.sort(), ['dist/cli.js', 'dist/runner.js', 'dist/server.js']);
  });
});
