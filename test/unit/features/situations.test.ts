import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MarkupContent } from 'vscode-languageserver-types';
import { codeActions } from '../../../server/features/codeActions';
import { codeLenses } from '../../../server/features/codeLens';
import { definition } from '../../../server/features/definition';
import { documentLinks } from '../../../server/features/documentLinks';
import { foldingRanges } from '../../../server/features/folding';
import { formatting } from '../../../server/features/formatting';
import { highlights } from '../../../server/features/highlights';
import { hover } from '../../../server/features/hover';
import { inlayHints } from '../../../server/features/inlayHints';
import { references } from '../../../server/features/references';
import { prepareRename, rename } from '../../../server/features/rename';
import { selectionRanges } from '../../../server/features/selectionRanges';
import { documentSymbols } from '../../../server/features/symbols';
import { type Opened, apply, open } from '../../support/editor';

const file = `{
  "family": "shop",
  "networkMode": "bridge",
  "cpu": "1024",
  "containerDefinitions": [
    { "name": "db", "image": "postgres:16" },
    {
      "name": "web",
      "image": "nginx:1.27",
      "links": ["d|b:database"],
      "environment": [{ "name": "A", "value": "1" }],
      "portMappings": [{ "containerPort": 80 }]
    }
  ]
}
`;

/** The same file as people have it before them. */
const situations: Readonly<Record<string, Opened>> = {
  'half-typed': open(`${file.slice(0, file.lastIndexOf('    }\n  ]'))}      "mem`),
  'with a value missing': open(file.replace('"cpu": "1024",', '"cpu": "1024",\n  "memory": ,')),
  'in CRLF': open(file.replaceAll('\n', '\r\n')),
  'with placeholders': open(file.replace('"cpu"', '"memory": {{ memory }},\n  "taskRoleArn": "${ROLE}",\n  "cpu"')),
  'with comments': open(file.replace('  "cpu"', '  // size\n  "cpu"'), { uri: 'file:///a/taskdef.jsonc' }),
  'not saved yet': open(file, { uri: 'untitled:Untitled-1' }),
  'as another language, by its content': open(file, { uri: 'file:///a/ecs.json', language: 'json' }),
  'as describe output': open(`{ "taskDefinition": ${file.trim()} }`),
};

const everything = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

for (const [situation, opened] of Object.entries(situations)) {
  const { source, cursor, text } = opened;
  const at = (words: string) => source.text.positionAt(text.indexOf(words) + 1);

  describe(situation, () => {
    test('hover', () => {
      const said = (hover(source, cursor)?.contents as MarkupContent).value;
      assert.match(said, /^The container `db`: `postgres:16`\n/);
    });

    test('definition, references, highlight', () => {
      const declared = source.text.positionAt(text.indexOf('"db"') + 1);
      assert.deepEqual(
        definition(source, cursor).map(({ range }) => range.start),
        [declared],
      );
      assert.equal(references(source, cursor, { includeDeclaration: true }).length, 2);
      assert.equal(highlights(source, cursor).length, 2);
    });

    test('rename', () => {
      assert.ok('placeholder' in prepareRename(source, cursor)!);
      const edit = rename(source, cursor, 'store');
      assert.ok('changes' in edit);
      assert.equal(apply(opened, edit), text.replace('"db"', '"store"').replace('"db:', '"store:'));
    });

    test('outline', () => {
      const outline = documentSymbols(source);
      const containers = (outline[0]?.name === 'taskDefinition' ? outline[0].children! : outline).find(
        ({ name }) => name === 'containerDefinitions',
      );
      assert.deepEqual(
        containers?.children?.map(({ name, detail }) => `${name} — ${detail}`),
        ['db — postgres:16', 'web — nginx:1.27, :80'],
      );
    });

    test('folding', () => {
      assert.ok(foldingRanges(source).length >= (situation === 'half-typed' ? 0 : 3));
    });

    test('selection', () => {
      assert.equal(source.text.getText(selectionRanges(source, [cursor])[0]!.range), 'db:database');
    });

    test('links', () => {
      assert.deepEqual(
        documentLinks(source).map(({ target }) => target),
        ['https://hub.docker.com/_/postgres', 'https://hub.docker.com/_/nginx'],
      );
    });

    test('inlay hints', () => {
      assert.deepEqual(
        inlayHints(source, everything).map(({ label }) => label),
        ['1 vCPU', '→ any free port'],
      );
    });

    test('lens', () => {
      assert.equal(codeLenses(source)[0]?.range.start.line, at('family').line);
    });

    test('formatting changes nothing but space', () => {
      const bare = (words: string) => words.replaceAll(/\s+/g, '');
      assert.equal(bare(apply(opened, formatting(source, { tabSize: 8, insertSpaces: true }))), bare(text));
    });

    test('refactoring', () => {
      const range = { start: at('1024'), end: at('1024') };
      const action = codeActions(source, range, { diagnostics: [] }, {}).find(({ title }) => title.startsWith('Write'));
      assert.ok(action?.edit);
      assert.equal(apply(opened, action.edit), text.replace('"1024"', '"1 vCPU"'));
    });

    test('extraction to secrets', () => {
      const range = { start: at('"A"'), end: at('"A"') };
      const action = codeActions(source, range, { diagnostics: [], only: ['refactor.extract'] }, {})[0];
      assert.ok(action?.edit);
      const after = apply(opened, action.edit);
      assert.match(after, /"valueFrom": "<A_SECRET_ARN>"/);
      assert.doesNotMatch(after, /"value": "1"/);
      assert.equal(after.includes('\r\n'), text.includes('\r\n'));
      assert.equal(/[^\r]\n/.test(after), /[^\r]\n/.test(text));
    });
  });
}

test('a CloudFormation body is recognised, and nothing false is said about it', () => {
  const { source, cursor } = open('{"ContainerDefinitions":[{"Name":"web","Image":"ng|inx"}],"Cpu":"1024"}');
  assert.equal(source.document.form, 'pascal-case');
  assert.equal(hover(source, cursor), undefined);
  assert.deepEqual(inlayHints(source, everything), []);
  assert.deepEqual(codeLenses(source), []);
  assert.ok(documentSymbols(source).length > 0);
  assert.equal(prepareRename(source, cursor), undefined);
  const refactorings = codeActions(source, everything, { diagnostics: [], only: ['refactor'] }, {});
  assert.deepEqual(
    refactorings.map(({ title }) => title),
    [],
  );
});
