import assert from 'node:assert/strict';
import { type TestContext, describe, test } from 'node:test';
import { FakeTerminal, folderWith, taskdef } from './support';

const text = '{ "family": "a", "containerDefinitions": [{ "name": "a", "image": "a", "memory": 64 }] }\n';

const check = (t: TestContext, files: Readonly<Record<string, string>>, ...args: string[]) =>
  taskdef(['check', ...args], new FakeTerminal(folderWith(t, files)));

describe('taskdef check under a .taskdefrc.json', () => {
  test('severities of the nearest one count', async (t) => {
    const files = {
      '.taskdefrc.json': '{ "rules": { "image-latest-tag": "error" } } // for all',
      'task-def.json': text,
      'old/.taskdefrc.json': '{ "rules": { "image-latest-tag": "off" } }',
      'old/task-def.json': text,
    };
    const { status, out } = await check(t, files);
    assert.equal(status, 1);
    assert.match(out, /^task-def\.json:1:\d+: error: .*\(image-latest-tag\)$/m);
    assert.doesNotMatch(out, /^old\/task-def\.json.*image-latest-tag/m);
  });

  test('what is wrong with it is reported once, with its own path', async (t) => {
    const files = {
      '.taskdefrc.json': '{\n  "rules": { "privilegd": "off" },\n  "extends": "./gone.json"\n}',
      'a/task-def.json': text,
      'b/task-def.json': text,
    };
    const { status, out } = await check(t, files);
    assert.equal(status, 1);
    assert.deepEqual(
      out.split('\n').filter((line) => line.includes('taskdefrc')),
      [
        '.taskdefrc.json:2:14: warning: The rule "privilegd" is not known. Did you mean "privileged"? (config-unknown-rule)',
        '.taskdefrc.json:3:14: error: There is no such file (config-extends)',
      ],
    );
  });

  test('its files are found below a folder whatever their name', async (t) => {
    const files = {
      '.taskdefrc.json': '{}',
      'a/.taskdefrc.json': '{ "files": ["ecs/*.json"] }',
      'a/ecs/web.json': text,
      'a/web.json': text,
      'ecs/web.json': text,
    };
    const { out } = await check(t, files, '--list-files');
    assert.equal(out, 'a/ecs/web.json\n');
  });
});
