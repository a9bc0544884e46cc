import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { checkText } from '../../../client/cli/check/checkText';
import { type TaskDefinition, launchTypes } from '../../../server/index';
import { FakeTerminal, folderWith, taskdef } from './support';

/** A person at a terminal, with these answers. */
class Person extends FakeTerminal {
  readonly questions: string[] = [];

  constructor(
    cwd: string,
    private readonly answers: string[],
  ) {
    super(cwd);
  }

  override readonly ask = async (question: string): Promise<string> => {
    this.questions.push(question);
    const answer = this.answers.shift();
    assert.notEqual(answer, undefined, `nobody expected: ${question}`);
    return answer!;
  };
}

const definition = (text: string): TaskDefinition => JSON.parse(text) as TaskDefinition;

const problems = (text: string): string[] =>
  checkText(text, 'task-definition.json')
    .reports.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule }) => rule);

describe('taskdef init --yes', () => {
  for (const type of launchTypes) {
    for (const port of ['8080', 'none']) {
      test(`for ${type}, port ${port}: neither errors nor warnings`, async () => {
        const { status, out } = await taskdef(['init', '-', '--yes', '--launch-type', type, '--port', port]);
        assert.equal(status, 0);
        assert.deepEqual(definition(out).requiresCompatibilities, [type]);
        assert.deepEqual(problems(out), []);
      });
    }
  }

  test('takes what the options say', async () => {
    const options = '--family shop --image my/shop:2 --port 3000 --launch-type fargate --cpu 1024 --memory 4096';
    const { out } = await taskdef(`init - ${options} --log-group /shop --region eu-central-1 -y`.split(' '));
    const { family, cpu, memory, containerDefinitions } = definition(out);
    assert.deepEqual([family, cpu, memory], ['shop', '1024', '4096']);
    const [container] = containerDefinitions!;
    assert.deepEqual([container?.image, container?.portMappings?.[0]?.containerPort], ['my/shop:2', 3000]);
    assert.equal(container?.logConfiguration?.options?.['awslogs-group'], '/shop');
    assert.equal(container?.logConfiguration?.options?.['awslogs-region'], 'eu-central-1');
  });

  test('is named after the folder, in the Region of the environment', async (t) => {
    const cwd = path.join(folderWith(t, { 'My Web!/x': '' }), 'My Web!');
    const { out } = await taskdef(['init', '-', '-y'], new FakeTerminal(cwd, '', { AWS_REGION: 'eu-west-1' }));
    assert.equal(definition(out).family, 'My-Web');
    assert.match(out, /"awslogs-region": "eu-west-1"/);
  });

  test('memory follows the cpu on Fargate', async () => {
    const { out } = await taskdef(['init', '-', '-y', '--cpu', '4096']);
    assert.equal(definition(out).memory, '8192');
  });
});

describe('taskdef init FILE', () => {
  test('writes it, and says what to do next', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, {}));
    const { status, out, err } = await taskdef(['init'], terminal);
    assert.deepEqual([status, out], [0, '']);
    assert.match(err, /^Written: task-definition\.json\nNext: taskdef check task-definition\.json/);
    assert.deepEqual(problems(readFileSync(path.join(terminal.cwd, 'task-definition.json'), 'utf8')), []);
  });

  test('never replaces a file, unless that is asked for', async (t) => {
    const terminal = new Person(folderWith(t, { 'a.json': 'mine' }), []);
    const { status, err } = await taskdef(['init', 'a.json'], terminal);
    assert.equal(status, 2);
    assert.match(err, /a\.json is there already, and was left as it is\.\nName another file, .* --force/);
    assert.equal(readFileSync(path.join(terminal.cwd, 'a.json'), 'utf8'), 'mine');
    const forced = await taskdef(['init', 'a.json', '--force', '-y'], new FakeTerminal(terminal.cwd));
    assert.equal(forced.status, 0);
    assert.notEqual(readFileSync(path.join(terminal.cwd, 'a.json'), 'utf8'), 'mine');
  });

  test('makes the folder that is not there yet', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, {}));
    const { status } = await taskdef(['init', 'deploy/a.json'], terminal);
    assert.equal(status, 0);
    assert.ok(existsSync(path.join(terminal.cwd, 'deploy/a.json')));
  });

  test('says in words why a file cannot be written', async (t) => {
    const { status, err } = await taskdef(['init', 'a/b.json'], new FakeTerminal(folderWith(t, { a: '' })));
    assert.deepEqual([status, err], [2, 'taskdef: a/b.json: there is a file where a folder is wanted.\n']);
  });
});

describe('taskdef init asks', () => {
  test('for what no option says, and again after an answer that cannot be', async (t) => {
    const answers = ['my/web:1', '70000', 'none', 'fargate', '300', '512', '512', '', '/logs', 'eu-west-1'];
    const terminal = new Person(folderWith(t, {}), answers);
    const { status } = await taskdef(['init', '--family', 'web'], terminal);
    assert.equal(status, 0);
    const { family, cpu, memory, containerDefinitions } = definition(
      readFileSync(path.join(terminal.cwd, 'task-definition.json'), 'utf8'),
    );
    assert.deepEqual([family, cpu, memory], ['web', '512', '1024']);
    assert.equal(containerDefinitions?.[0]?.portMappings, undefined);
    assert.ok(!terminal.questions.some((question) => question.includes('Family')));
    assert.ok(terminal.questions.some((question) => question.startsWith('A port is a number from 1 to 65535')));
  });

  test('nothing, and writes nothing, when an option cannot be', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, {}));
    const { status, err } = await taskdef(['init', '-y', '--cpu', '256', '--memory', '300'], terminal);
    assert.equal(status, 2);
    assert.match(err, /--memory 300: With 256 cpu units Fargate offers 512, 1024, 2048 MiB\./);
    assert.ok(!existsSync(path.join(terminal.cwd, 'task-definition.json')));
  });
});
