import assert from 'node:assert/strict';
import { parseDocument } from '../../../server/document/document';
import { validate } from '../../../server/schema/validate';
import { mark, marked } from '../../support/markers';
import { table } from '../../support/table';

/** What breaks the schema: marked in the text, as `rule`, or `rule missing` for a member that is not there. */
function violations(source: string, expected: readonly string[]): void {
  const { text, spans } = marked(source);
  const found = validate(parseDocument(text, { path: 'task-definition.json' }));
  const where = [...new Map(found.map(({ field }) => [field.pointer, field.span])).values()];
  assert.equal(mark(text, where), mark(text, spans));
  assert.deepEqual(
    found.map(({ rule, missing }) => (missing === undefined ? rule : `${rule} ${missing}`)),
    expected,
  );
}

const task = (members: string, container = ''): string =>
  `{"family":"a",${members}"containerDefinitions":[{"name":"w","image":"i:1"${container}}]}`;
const unknownMember = ['property-wrong-case', 'service-level-property', 'unknown-property'];

table('what is accused', violations, [
  ['nothing in a good file', task('"cpu":"256",', ',"cpu":1'), []],
  ['a wrong type', task('', ',"cpu":«"1"»'), ['integer-expected']],
  ['a number with a fraction, and its range is not', task('', ',"cpu":«-1.0»'), ['integer-expected']],
  ['an unknown member', task('"x":«1»,'), unknownMember],
  ['a member that ECS assigns', task('"revision":«1»,'), ['describe-only-field']],
  ['a missing member', '«{"family":"a"}»', ['required-property-missing containerDefinitions']],
  ['a missing choice', task('', ',"portMappings":[«{}»]'), ['container-port-missing']],
  ['a word', task('"networkMode":«"x"»,'), ['enum-value-unknown']],
  ['an empty word', task('"networkMode":«""»,'), ['empty-string-value']],
  ['a value of a map', task('', ',"dockerLabels":{"a":«1»}'), ['map-value-not-string']],
  ['the name of a map', task('', ',"dockerLabels":{"":«"a"»}'), ['docker-label-empty-key']],
  ['the second of two', task('"requiresCompatibilities":["EC2",«"EC2"»],'), ['requires-compatibilities-duplicate']],
  ['a range', task('', ',"portMappings":[{"containerPort":«70000»}]'), ['container-port-range']],
  ['names with slashes', task('', ',"dockerLabels":{"a/b~c":«1»}'), ['map-value-not-string']],
  ['the one of two that counts', task('"cpu":"1","cpu":«2»,'), ['task-size-not-string']],
]);

table('what is not', violations, [
  ['null is absent', task('"cpu":null,', ',"links":[null],"user":null'), []],
  [
    'a null that is needed is missing',
    '«{"family":null,"containerDefinitions":[{"name":"a","image":"b"}]}»',
    ['family-missing family'],
  ],
  [
    'a placeholder may become any type',
    task('"volumes":"${VOLUMES}",', ',"cpu":"{{ cpu }}","essential":"<ESSENTIAL>"'),
    [],
  ],
  ['or any word', task('"networkMode":"$MODE",'), []],
  ['outside of strings too', task('"volumes":${volumes},', ',"cpu":{{ cpu }}'), []],
  ['a whole command', task('', ',"command":"${COMMAND}"'), []],
  ['but a command with shell variables is a text', task('', ',"command":«"run $HOME now"»'), ['array-expected']],
  ['a member still being typed', '{"family":"a","containerDefinitions":[{"name":"w","image":}]}', []],
  ['what a mistake of syntax may hide', '{"family":"a" "containerDefinitions":[{"name":"w", image "i:1"}]}', []],
  ['what a template may bring', '{"family":"a",{{ more }} }', []],
  [
    'swap on Fargate, which another rule refuses',
    task('"requiresCompatibilities":["FARGATE"],', ',"linuxParameters":{"swappiness":500}'),
    [],
  ],
  [
    'the inside of a volume that is refused',
    task('"requiresCompatibilities":["FARGATE"],"volumes":[{"name":"v","dockerVolumeConfiguration":{"scope":"x"}}],'),
    [],
  ],
  ['files that are something else', '{"Resources":{},"family":1}', []],
]);

table('wherever the definition stands', violations, [
  ['wrapped', `{"taskDefinition":${task('', ',"cpu":«"1"»')}}`, ['integer-expected']],
  ['a list of containers', '[{"name":"a","image":"b"},{"name":"c","image":"d","cpu":«"1"»}]', ['integer-expected']],
  ['something else in that list', '[{"name":"a","image":"b"},«1»]', ['object-expected']],
  ['one container', '{"name":"a","image":"b","cpu":«"1"»}', ['integer-expected']],
]);
