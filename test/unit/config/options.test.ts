import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Configurations } from '../../../server/config/configurations';
import { type Said, isNamed, optionsFor } from '../../../server/config/options';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';

/** A project on a disk that is only a list, and what was read from it. */
function project(files: Readonly<Record<string, string | object>>) {
  const reads: string[] = [];
  const configurations = new Configurations((path) => {
    reads.push(path);
    const file = files[path];
    return Promise.resolve(typeof file === 'object' ? JSON.stringify(file) : file);
  });
  return {
    reads,
    configurations,
    options: async (path: string, said?: Said) => optionsFor(path, await configurations.nearest(path), said),
    problems: async (path: string) =>
      (await configurations.nearest(path))?.files.flatMap((file) =>
        file.problems.map(({ rule, message, span }) => [
          file.path,
          rule,
          file.text.slice(span.offset, span.offset + span.length),
          message,
        ]),
      ),
  };
}

const severity = async (files: Readonly<Record<string, string | object>>, rule: string, said?: Said) =>
  (await project(files).options('/p/src/task.json', said)).lint.severities?.[rule];

describe('which configuration is in force', () => {
  test('the nearest one upward, and no other', async () => {
    const files = {
      '/p/.taskdefrc.json': { rules: { privileged: 'off', 'user-root': 'off' } },
      '/p/src/.taskdefrc.json': { rules: { privileged: 'error' } },
    };
    assert.equal(await severity(files, 'privileged'), 'error');
    assert.equal(await severity(files, 'user-root'), undefined);
    const other = await project(files).options('/p/test/x/task.json');
    assert.equal(other.lint.severities?.['privileged'], 'off');
    assert.equal((await project(files).options('/q/task.json')).lint.severities?.['privileged'], undefined);
  });

  test('one in the topmost folder, and on a Windows drive', async () => {
    const { options } = project({
      '/.taskdefrc.json': { launchType: 'EC2' },
      'C:/.taskdefrc.json': { comments: true },
    });
    assert.equal((await options('/a/b/task.json')).parse.launchType, 'EC2');
    assert.equal((await options('C:/a/task.json')).parse.comments, true);
  });

  test('no folder is looked into twice until everything is forgotten', async () => {
    const { reads, options, configurations } = project({});
    await options('/p/a/1.json');
    await options('/p/a/2.json');
    await options('/p/b/3.json');
    assert.deepEqual(
      reads,
      ['/p/a', '/p', '', '/p/b'].map((folder) => `${folder}/.taskdefrc.json`),
    );
    configurations.forget();
    await options('/p/a/1.json');
    assert.equal(reads.length, 7);
  });

  test('files with the same options share them, which is how a change is noticed', async () => {
    const { options } = project({
      '/p/.taskdefrc.json': { overrides: [{ files: 'x/**', rules: { privileged: 'off' } }] },
    });
    const one = (await options('/p/a.json')).lint.severities;
    assert.equal((await options('/p/b.json')).lint.severities, one);
    assert.notEqual((await options('/p/x/b.json')).lint.severities, one);
  });
});

describe('what wins', () => {
  test('flags over the configuration, and that over the settings of the editor', async () => {
    const files = { '/p/.taskdefrc.json': { rules: { privileged: 'warning' }, launchType: 'EC2' } };
    assert.equal(await severity({}, 'privileged', { settings: { privileged: 'off' } }), 'off');
    assert.equal(await severity(files, 'privileged', { settings: { privileged: 'off' } }), 'warning');
    assert.equal(await severity(files, 'privileged', { flags: { severities: { privileged: 'hint' } } }), 'hint');
    assert.equal(await severity(files, 'privileged', { flags: { groups: [['security', 'info']] } }), 'info');
    const { parse } = await project(files).options('/p/a.json', { flags: { launchType: 'FARGATE' } });
    assert.equal(parse.as, 'FARGATE');
  });

  test('a rule over its group, and a later group over an earlier one', async () => {
    const groups = { container: 'off', security: 'error' };
    assert.equal(await severity({ '/p/.taskdefrc.json': { groups } }, 'privileged'), 'error');
    const rules = { privileged: 'hint' };
    assert.equal(await severity({ '/p/.taskdefrc.json': { rules, groups } }, 'privileged'), 'hint');
  });

  test('a group leaves rules that are off by default alone, unless they were turned on', async () => {
    const of = (configuration: object) => severity({ '/p/.taskdefrc.json': configuration }, 'image-docker-hub');
    assert.equal(await of({ groups: { container: 'warning' } }), undefined);
    assert.equal(await of({ groups: { opinion: 'on' } }), 'on');
    assert.equal(await of({ groups: { opinion: 'on', container: 'warning' } }), 'warning');
    assert.equal(await of({ groups: { opinion: 'error', container: 'off' } }), 'off');
  });

  test('an override for the files it names, relative to its configuration', async () => {
    const overrides = [
      { files: 'src/*.json', rules: { privileged: 'off' } },
      { files: ['other/**'], rules: { privileged: 'error' } },
    ];
    assert.equal(await severity({ '/p/.taskdefrc.json': { overrides } }, 'privileged'), 'off');
    assert.equal(await severity({ '/.taskdefrc.json': { overrides } }, 'privileged'), undefined);
  });
});

describe('extends', () => {
  test('strict raises hygiene and security, and what the file says wins', async () => {
    const files = { '/p/.taskdefrc.json': { extends: 'strict', rules: { 'user-not-set': 'off' } } };
    assert.equal(await severity(files, 'health-check-missing'), 'warning');
    assert.equal(await severity(files, 'plaintext-credential'), 'error');
    assert.equal(await severity(files, 'user-not-set'), 'off');
    assert.equal(
      await severity({ '/p/.taskdefrc.json': { extends: 'recommended' } }, 'health-check-missing'),
      undefined,
    );
  });

  test('other files, the later ones stronger, each with its own overrides', async () => {
    const files = {
      '/base.json': { rules: { privileged: 'error', 'user-root': 'error' } },
      '/p/team.json': { overrides: [{ files: 'src/**', rules: { privileged: 'hint' } }] },
      '/p/.taskdefrc.json': { extends: ['../base.json', './team.json'] },
    };
    assert.equal(await severity(files, 'privileged'), 'hint');
    assert.equal(await severity(files, 'user-root'), 'error');
  });

  test('what cannot be extended is said where it is named', async () => {
    const { problems } = project({
      '/p/.taskdefrc.json': { extends: ['stricter', 'strct', './gone.json', './circle.json', './bad.json'] },
      '/p/circle.json': { extends: './.taskdefrc.json' },
      '/p/bad.json': { rules: { 'no-such-rule': 'off' } },
    });
    const all = (await problems('/p/a.json')) ?? [];
    assert.deepEqual(
      all.map((each) => each.slice(0, 3)),
      [
        ['/p/circle.json', 'config-extends', '"./.taskdefrc.json"'],
        ['/p/bad.json', 'config-unknown-rule', '"no-such-rule"'],
        ['/p/.taskdefrc.json', 'config-extends', '"stricter"'],
        ['/p/.taskdefrc.json', 'config-extends', '"strct"'],
        ['/p/.taskdefrc.json', 'config-extends', '"./gone.json"'],
      ],
    );
    assert.match(all[3]?.[3] ?? '', /Did you mean "strict"\?/);
  });

  test('a web of files that extend one another is read once each', async () => {
    const names = Array.from({ length: 18 }, (_, index) => `/p/${index}.json`);
    const files = Object.fromEntries(
      names.map((name, index) => [name, { extends: names.slice(index + 1).map((other) => `.${other.slice(2)}`) }]),
    );
    const { options, reads } = project({ ...files, '/p/.taskdefrc.json': { extends: './0.json' } });
    await options('/p/a.json');
    assert.equal(reads.length, 19);
  });
});

describe('a configuration nobody may read', () => {
  test('is a problem of it, not of the check', async () => {
    const configurations = new Configurations(() => Promise.reject(new Error('EACCES')));
    const found = await configurations.nearest('/p/a.json');
    assert.match(found?.files[0]?.problems[0]?.message ?? '', /cannot be read/);
  });
});

describe('files', () => {
  test('name task definitions, relative to the configuration that says so', async () => {
    const { configurations } = project({ '/p/.taskdefrc.json': { files: ['ecs/*.json'] } });
    const configuration = (await configurations.nearest('/p/a.json'))!;
    assert.equal(isNamed('/p/ecs/web.json', configuration), true);
    assert.equal(isNamed('/p/web.json', configuration), false);
    assert.equal(optionsFor('/p/ecs/web.json', configuration).parse.expected, true);
    assert.equal('expected' in optionsFor('/p/web.json', configuration).parse, false);
  });

  test('are never configurations', async () => {
    const { configurations } = project({ '/p/.taskdefrc.json': { files: ['*.json'] } });
    const configuration = (await configurations.nearest('/p/a.json'))!;
    assert.equal(isNamed('/p/.taskdefrc.json', configuration), false);
    assert.equal(isNamed('/p/a.json', configuration), true);
  });
});

describe('launchType', () => {
  const found = async (launchType: string, text: string) => {
    const { parse, lint: options } = await project({ '/.taskdefrc.json': { launchType } }).options('/task-def.json');
    return lint(parseDocument(text, parse), options).map(({ rule }) => rule);
  };
  const plain = '{"family":"a","networkMode":"bridge","containerDefinitions":[{"name":"a","image":"a:1","memory":64}]}';

  test('counts where the file says nothing', async () => {
    assert.ok((await found('FARGATE', plain)).includes('fargate-cpu-missing'));
    assert.ok(!(await found('EC2', plain)).includes('fargate-cpu-missing'));
  });

  test('does not count where the file says otherwise', async () => {
    const text = plain.replace('{', '{"requiresCompatibilities":["EC2"],');
    assert.ok(!(await found('FARGATE', text)).includes('fargate-cpu-missing'));
  });
});
