import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeLenses } from '../../../server/features/codeLens';
import { inlayHints } from '../../../server/features/inlayHints';
import { open } from '../../support/editor';
import { table } from '../../support/table';

const everything = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

table(
  'inlay hints',
  (text: string, expected: string) => {
    const { source } = open(text);
    const shown = inlayHints(source, everything)
      .sort((a, b) => source.text.offsetAt(b.position) - source.text.offsetAt(a.position))
      .reduce((current, { position, label }) => {
        const offset = source.text.offsetAt(position);
        return `${current.slice(0, offset)}‹${label as string}›${current.slice(offset)}`;
      }, source.document.text);
    assert.equal(shown, expected);
  },
  [
    [
      'size of the task',
      '{"cpu":"256","memory":"512","containerDefinitions":[]}',
      '{"cpu":"256"‹0.25 vCPU›,"memory":"512"‹0.5 GB›,"containerDefinitions":[]}',
    ],
    [
      'sizes of a container; small ones need no other unit',
      '{"containerDefinitions":[{"cpu":1024,"memory":2048,"memoryReservation":128}]}',
      '{"containerDefinitions":[{"cpu":1024‹1 vCPU›,"memory":2048‹2 GB›,"memoryReservation":128}]}',
    ],
    [
      'ports in bridge mode, where Docker picks them',
      '{"networkMode":"bridge","containerDefinitions":[{"portMappings":[{"containerPort":80},{"containerPort":81,"hostPort":0},{"containerPortRange":"1-9"},{"containerPort":82,"hostPort":8}]}]}',
      '{"networkMode":"bridge","containerDefinitions":[{"portMappings":[{"containerPort":80‹→ any free port›},{"containerPort":81,"hostPort":0‹→ any free port›},{"containerPortRange":"1-9"‹→ any free port›},{"containerPort":82,"hostPort":8}]}]}',
    ],
    [
      'ports in awsvpc mode, which stay as they are',
      '{"networkMode":"awsvpc","containerDefinitions":[{"portMappings":[{"containerPort":80},{"containerPort":"${PORT}"}]}]}',
      '{"networkMode":"awsvpc","containerDefinitions":[{"portMappings":[{"containerPort":80‹→ :80›},{"containerPort":"${PORT}"}]}]}',
    ],
    [
      'no ports where the mode is not known',
      '{"networkMode":"${MODE}","containerDefinitions":[{"portMappings":[{"containerPort":80}]}]}',
      '{"networkMode":"${MODE}","containerDefinitions":[{"portMappings":[{"containerPort":80}]}]}',
    ],
    [
      'not where the unit is written',
      '{"cpu":"1 vCPU","memory":"2 GB","containerDefinitions":[]}',
      '{"cpu":"1 vCPU","memory":"2 GB","containerDefinitions":[]}',
    ],
    [
      'not for what is unknown, nothing, or of the wrong type',
      '{"cpu":"${CPU}","containerDefinitions":[{"cpu":0,"memory":"512"}]}',
      '{"cpu":"${CPU}","containerDefinitions":[{"cpu":0,"memory":"512"}]}',
    ],
  ],
);

test('inlay hints keep to the lines that are shown', () => {
  const { source, ranges } = open('{\n"cpu":"256",\n«"memory":"512",»\n"containerDefinitions":[]\n}');
  assert.deepEqual(
    inlayHints(source, ranges[0]!).map(({ label }) => label),
    ['0.5 GB'],
  );
});

table(
  'code lens',
  (text: string, line: number | undefined) => {
    const { source } = open(text);
    const [lens] = codeLenses(source);
    assert.equal(lens?.range.start.line, line);
    if (!lens) return;
    assert.deepEqual(lens.command, { title: 'Run ▶', command: 'taskdef.task.run', arguments: [source.text.uri] });
  },
  [
    ['above family', '{\n"cpu":"1",\n"family":"a","containerDefinitions":[{"name":"a"}]}', 2],
    ['above the containers where there is no family', '{\n"cpu":"1",\n\n"containerDefinitions":[{"name":"a"}]}', 3],
    ['not where there is nothing to run', '{"family":"a","containerDefinitions":[]}', undefined],
  ],
);
