import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DocumentSymbol, SelectionRange } from 'vscode-languageserver-types';
import { foldingRanges } from '../../../server/features/folding';
import { selectionRanges } from '../../../server/features/selectionRanges';
import { documentSymbols } from '../../../server/features/symbols';
import { open } from '../../support/editor';
import { table } from '../../support/table';

/** The outline as indented lines. */
function outline(symbols: readonly DocumentSymbol[], indent = ''): string[] {
  return symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name}${detail ? ` — ${detail}` : ''}`,
    ...outline(children ?? [], `${indent}  `),
  ]);
}

table(
  'outline',
  (text: string, expected: string[]) => {
    assert.deepEqual(outline(documentSymbols(open(text).source)), expected);
  },
  [
    [
      'members, and containers by what matters',
      '{"family":"app","containerDefinitions":[{"name":"web","image":"nginx:1.27","cpu":256,"memory":512,"portMappings":[{"containerPort":80}]}]}',
      [
        'family — app',
        'containerDefinitions',
        '  web — nginx:1.27, 256 cpu, 512 MiB, :80',
        '    name — web',
        '    image — nginx:1.27',
        '    cpu — 256',
        '    memory — 512',
        '    portMappings',
        '      80',
        '        containerPort — 80',
      ],
    ],
    [
      'a container without a name, in a bare list, from a private registry by digest',
      '[{"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app@sha256:0123456789abcdef","name":""}]',
      [
        '[0] — team/app@sha256:0123456',
        '  image — 123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app@sha256:0123456789abcdef',
        '  name',
      ],
    ],
    [
      'volumes by where they live',
      '{"containerDefinitions":[],"volumes":[{"name":"a","host":{"sourcePath":"/srv"}},{"name":"b","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}]}',
      [
        'containerDefinitions',
        'volumes',
        '  a — /srv',
        '    name — a',
        '    host',
        '      sourcePath — /srv',
        '  b — fs-1',
        '    name — b',
        '    efsVolumeConfiguration',
        '      fileSystemId — fs-1',
      ],
    ],
    [
      'half-typed',
      '{"family":"app","containerDefinitions":[{"name":"web","im',
      ['family — app', 'containerDefinitions', '  web', '    name — web'],
    ],
    [
      'what is in a list by what it is about',
      '[{"name":"a","image":"i","dependsOn":[{"containerName":"b","condition":"START"}],"portMappings":[{"hostPort":8080,"containerPort":80}],"logConfiguration":{"logDriver":"awslogs"}}]',
      [
        'a — i, :80',
        '  name — a',
        '  image — i',
        '  dependsOn',
        '    b — START',
        '      containerName — b',
        '      condition — START',
        '  portMappings',
        '    80 — 8080',
        '      hostPort — 8080',
        '      containerPort — 80',
        '  logConfiguration — awslogs',
        '    logDriver — awslogs',
      ],
    ],
    ['a member without a name keeps the outline alive', '{"family":"a","":1}', ['family — a', '"" — 1']],
    ['nothing in a file of another kind', '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}', []],
  ],
);

test('a symbol encloses its own name', () => {
  const { source } = open('{"family":"app","containerDefinitions":[{"name":"web","image":"a"}]}');
  let seen = 0;
  const check = ({ range, selectionRange, children }: DocumentSymbol) => {
    seen++;
    assert.ok(source.text.offsetAt(range.start) <= source.text.offsetAt(selectionRange.start));
    assert.ok(source.text.offsetAt(selectionRange.end) <= source.text.offsetAt(range.end));
    children?.forEach(check);
  };
  documentSymbols(source).forEach(check);
  assert.equal(seen, 5);
});

table(
  'folding',
  (text: string, expected: string[]) => {
    const ranges = foldingRanges(open(text).source);
    assert.deepEqual(
      ranges.map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`),
      expected,
    );
  },
  [
    [
      'objects and lists, the closing bracket left visible',
      '{\n"containerDefinitions": [\n{\n"name": "a"\n}\n]\n}',
      ['0-5', '1-4', '2-3'],
    ],
    ['nothing on one line', '{"containerDefinitions": [{}]}', []],
    ['comments', '/*\n a\n*/\n{\n"family": "a"\n}', ['0-2 comment', '3-4']],
    [
      'comments line by line',
      '// a\n// b\n\n// c\n{ // d\n// e\n// f\n"family": "a"\n}',
      ['0-1 comment', '4-7', '5-6 comment'],
    ],
    [
      'regions, also one in another',
      '{\n// #region a\n"family": "a",\n// region b\n"cpu": "1"\n// endregion\n// #endregion\n}',
      ['0-6', '1-6 region', '3-5 region'],
    ],
    ['half-typed', '{\n"containerDefinitions": [\n{\n"name": "a"\n}', ['2-3']],
    ['brackets in texts do not count', '{\n"family": "{",\n"cpu": "["\n}', ['0-2']],
    ['CRLF', '{\r\n"family": "a"\r\n}', ['0-1']],
  ],
);

test('folding keeps to what the client can take', () => {
  const { source } = open('{\n"volumes": [\n{\n"name": "a"\n}\n]\n}');
  assert.equal(foldingRanges(source, 2).length, 2);
});

describe('selection', () => {
  const expanded = (text: string): string[] => {
    const { source, cursor } = open(text);
    const texts: string[] = [];
    for (let range: SelectionRange | undefined = selectionRanges(source, [cursor])[0]; range; range = range.parent) {
      texts.push(source.text.getText(range.range));
    }
    return texts;
  };

  test('grows from a text to its member, object, list and file', () => {
    assert.deepEqual(expanded('{"volumes":[{"name":"da|ta","host":{}}]} '), [
      'data',
      '"data"',
      '"name":"data"',
      '"name":"data","host":{}',
      '{"name":"data","host":{}}',
      '[{"name":"data","host":{}}]',
      '"volumes":[{"name":"data","host":{}}]',
      '{"volumes":[{"name":"data","host":{}}]}',
      '{"volumes":[{"name":"data","host":{}}]} ',
    ]);
  });

  test('starts with a member name', () => {
    assert.deepEqual(expanded('{"fam|ily":"a"}').slice(0, 3), ['family', '"family"', '"family":"a"']);
  });

  test('answers once for each cursor', () => {
    const { source, cursor } = open('{"family":"|a"}');
    assert.equal(selectionRanges(source, [cursor, cursor, { line: 99, character: 99 }]).length, 3);
  });
});
