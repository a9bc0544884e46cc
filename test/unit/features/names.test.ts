import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Range } from 'vscode-languageserver-types';
import { definition } from '../../../server/features/definition';
import { highlights } from '../../../server/features/highlights';
import { references } from '../../../server/features/references';
import { prepareRename, rename } from '../../../server/features/rename';
import { apply, markRanges, open } from '../../support/editor';
import { table } from '../../support/table';

const task = (containers: string, rest = '') => `{"family":"f","containerDefinitions":[${containers}]${rest}}`;
const rangesOf = (places: readonly { readonly range: Range }[]) => places.map(({ range }) => range);

table(
  'definition',
  (cursor: string, expected: string) => {
    const opened = open(cursor);
    assert.equal(markRanges(opened, rangesOf(definition(opened.source, opened.cursor))), expected);
  },
  [
    [
      'a dependency leads to the container',
      task('{"name":"db"},{"name":"web","dependsOn":[{"containerName":"d|b"}]}'),
      task('{"name":"«db»"},{"name":"web","dependsOn":[{"containerName":"db"}]}'),
    ],
    [
      'a link leads by the part before its colon',
      task('{"name":"db"},{"name":"web","links":["|db:database"]}'),
      task('{"name":"«db»"},{"name":"web","links":["db:database"]}'),
    ],
    [
      'the alias of a link leads nowhere',
      task('{"name":"db"},{"name":"web","links":["db:data|base"]}'),
      task('{"name":"db"},{"name":"web","links":["db:database"]}'),
    ],
    [
      'volumesFrom',
      task('{"name":"db"},{"volumesFrom":[{"sourceContainer":"db|"}]}'),
      task('{"name":"«db»"},{"volumesFrom":[{"sourceContainer":"db"}]}'),
    ],
    [
      'the proxy container',
      task('{"name":"envoy"}', ',"proxyConfiguration":{"containerName":"|envoy"}'),
      task('{"name":"«envoy»"}', ',"proxyConfiguration":{"containerName":"envoy"}'),
    ],
    [
      'a mount point leads to the volume, not to a container of that name',
      task('{"name":"data","mountPoints":[{"sourceVolume":"|data"}]}', ',"volumes":[{"name":"data"}]'),
      task('{"name":"data","mountPoints":[{"sourceVolume":"data"}]}', ',"volumes":[{"name":"«data»"}]'),
    ],
    [
      'inside describe output',
      `{"taskDefinition":${task('{"name":"db"},{"links":["|db"]}')}}`,
      `{"taskDefinition":${task('{"name":"«db»"},{"links":["db"]}')}}`,
    ],
    [
      'in a bare list of containers',
      '[{"name":"db","image":"i"},{"name":"web","image":"i","links":["|db"]}]',
      '[{"name":"«db»","image":"i"},{"name":"web","image":"i","links":["db"]}]',
    ],
    ['an unknown name leads nowhere', task('{"name":"web","links":["|db"]}'), task('{"name":"web","links":["db"]}')],
    ['nor does an image', task('{"name":"web","image":"|web"}'), task('{"name":"web","image":"web"}')],
  ],
);

describe('references', () => {
  const cursor =
    '{"name":"d|b"},{"name":"web","links":["db:x"],"dependsOn":[{"containerName":"db"}],"image":"db"},{"volumesFrom":[{"sourceContainer":"db"}]}';
  const uses =
    '{"name":"db"},{"name":"web","links":["«db»:x"],"dependsOn":[{"containerName":"«db»"}],"image":"db"},{"volumesFrom":[{"sourceContainer":"«db»"}]}';
  const opened = open(task(cursor));

  test('every use', () => {
    const found = references(opened.source, opened.cursor, { includeDeclaration: false });
    assert.equal(markRanges(opened, rangesOf(found)), task(uses));
  });

  test('and the declaration, when asked for', () => {
    const found = references(opened.source, opened.cursor, { includeDeclaration: true });
    assert.equal(markRanges(opened, rangesOf(found)), task(uses.replace('"db"', '"«db»"')));
  });
});

test('highlight shows a port name that is given twice', () => {
  const opened = open(task('{"portMappings":[{"name":"|http"}]},{"portMappings":[{"name":"http"}]}'));
  const found = highlights(opened.source, opened.cursor);
  assert.equal(
    markRanges(opened, rangesOf(found)),
    task('{"portMappings":[{"name":"«http»"}]},{"portMappings":[{"name":"«http»"}]}'),
  );
});

test('highlight tells the declaration from its uses', () => {
  const opened = open(task('{"name":"db"},{"links":["|db:x"]}'));
  const found = highlights(opened.source, opened.cursor);
  assert.equal(markRanges(opened, rangesOf(found)), task('{"name":"«db»"},{"links":["«db»:x"]}'));
  assert.deepEqual(
    found.map(({ kind }) => kind),
    [3, 2], // write, read
  );
});

table(
  'rename',
  (before: string, newName: string, after: string) => {
    const opened = open(before);
    const result = rename(opened.source, opened.cursor, newName);
    assert.equal('refusal' in result ? result.refusal : apply(opened, result), after);
  },
  [
    [
      'a container everywhere, from a use',
      task('{"name":"db"},{"name":"web","links":["d|b:x"],"dependsOn":[{"containerName":"db"}],"image":"db"}'),
      'store',
      task('{"name":"store"},{"name":"web","links":["store:x"],"dependsOn":[{"containerName":"store"}],"image":"db"}'),
    ],
    [
      'a volume and its mount points',
      task(
        '{"mountPoints":[{"sourceVolume":"a"}]},{"mountPoints":[{"sourceVolume":"a"}]}',
        ',"volumes":[{"name":"|a"}]',
      ),
      'b',
      task(
        '{"mountPoints":[{"sourceVolume":"b"}]},{"mountPoints":[{"sourceVolume":"b"}]}',
        ',"volumes":[{"name":"b"}]',
      ),
    ],
    ['a port', task('{"portMappings":[{"name":"|http"}]}'), 'web-1', task('{"portMappings":[{"name":"web-1"}]}')],
    ['to the same name: nothing changes', task('{"name":"d|b"}'), 'db', task('{"name":"db"}')],
    [
      'one of two that have the same name, and only that one',
      task('{"name":"db"},{"name":"d|b"},{"links":["db"]}'),
      'store',
      task('{"name":"db"},{"name":"store"},{"links":["db"]}'),
    ],
    [
      'leaves the placeholder of an alias alone',
      task('{"name":"d|b"},{"links":["db:${ALIAS}"]}'),
      'store',
      task('{"name":"store"},{"links":["store:${ALIAS}"]}'),
    ],
    [
      'in CRLF, half-typed',
      '{\r\n"containerDefinitions":[\r\n{"name":"d|b"},\r\n{"links":["db"],\r\n',
      'store',
      '{\r\n"containerDefinitions":[\r\n{"name":"store"},\r\n{"links":["store"],\r\n',
    ],
    [
      'not to what ECS refuses',
      task('{"name":"d|b"}'),
      'my db',
      'The name of a container is up to 255 letters, digits, hyphens and underscores.',
    ],
    [
      'not to a name that is taken',
      task('{"name":"d|b"},{"name":"web"}'),
      'web',
      'Another container already has the name "web".',
    ],
    [
      'not what is no name',
      task('{"name":"db","image":"n|ginx"}'),
      'web',
      'There is no container, volume or port name here.',
    ],
  ],
);

table(
  'prepare rename',
  (text: string, expected: string | undefined) => {
    const opened = open(text);
    const prepared = prepareRename(opened.source, opened.cursor);
    assert.equal(prepared && ('refusal' in prepared ? prepared.refusal : prepared.placeholder), expected);
  },
  [
    ['a container', task('{"name":"d|b"}'), 'db'],
    ['the part of a link that is a name', task('{"links":["|db:x"]}'), 'db'],
    [
      'not a name that is filled in at deployment',
      task('{"name":"${|NAME}"}'),
      'The name "${NAME}" is filled in when the file is deployed, so it cannot be renamed here.',
    ],
    [
      'nor one with a default in a link',
      task('{"links":["${|NAME:-db}:alias"]}'),
      'The name "${NAME:-db}" is filled in when the file is deployed, so it cannot be renamed here.',
    ],
    [
      'not a name that may mean one of two',
      task('{"name":"db"},{"name":"db"},{"links":["|db"]}'),
      'More than one container has the name "db". Rename one of them where it is declared first.',
    ],
    ['not an empty name', task('{"name":"|"}'), undefined],
    ['not a member name', task('{"na|me":"db"}'), undefined],
  ],
);
