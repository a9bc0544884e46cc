import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Node, parseTree } from 'jsonc-parser';
import { parseDocument } from '../../../server/document/document';
import { maximumLength, parseText } from '../../../server/document/parse';
import { parseStrict } from '../../../server/document/strict';
import { lint } from '../../../server/lint/engine';
import { mark, marked } from '../../support/markers';
import { table } from '../../support/table';

/** The problems of a text, marked; their codes in the order of the text. */
function problems(source: string, codes: readonly string[], path?: string): void {
  const { text, spans } = marked(source);
  const found = parseText(text, { jsonc: path?.endsWith('c') ?? false }).problems;
  assert.deepEqual(
    found.map(({ code }) => code),
    codes,
  );
  assert.equal(mark(text, found), mark(text, spans));
}

table('one problem for each spot, and reading goes on', problems, [
  ['right JSON', '{"a":[1,-2.5e3,true,null,"\\u00e9"]}', []],
  ['a comma at the end of an object', '{"a":1«,»}', ['TrailingComma']],
  ['a comma at the end of a list', '[1«,»]', ['TrailingComma']],
  ['a comma too many', '{"a":1,«,»"b":2}', ['RepeatedComma']],
  ['a comma missing', '{"a":1 «"b"»:2}', ['CommaExpected']],
  ['a colon missing', '{"a" «1»}', ['ColonExpected']],
  ['a value missing', '{"a":«}»', ['ValueExpected']],
  ['single quotes', `{«'a'»:«'b'»,"c":1}`, ['InvalidSymbol', 'InvalidSymbol']],
  ['names without quotes', '{«ab»:1,«cd»:2}', ['InvalidSymbol', 'InvalidSymbol']],
  ['Python', '{"a":«True»,"b":«None»}', ['InvalidSymbol', 'InvalidSymbol']],
  ['typographic quotes', '{«“a”»:1}', ['InvalidSymbol']],
  ['a text that is not closed', '{"a":«"b»\n}', ['UnexpectedEndOfString']],
  ['a value missing in front of a comma', '{"a":«,»"b":2}', ['ValueExpected']],
  ['a value missing in front of a member', '{"a"«:» "b":{"c":[1,2]},"d":3}', ['ValueExpected']],
  ['a name missing', '{"a":1,«:»"b","c":2}', ['PropertyNameExpected']],
  ['a name in front of a member', '{«"a"» "b":{"c":[1,2]},"d":3}', ['ColonExpected']],
  ['an object that is not closed', '{"a":«1»', ['CloseBraceExpected']],
  ['a second value', '{"a":1} «{»}', ['EndOfFileExpected']],
  ['comments', '{«// x»\n"a":1 «/* y */»}', ['InvalidCommentToken', 'InvalidCommentToken']],
  ['a comment without an end', '«/*»', ['InvalidCommentToken']],
  ['comments where they are allowed', '{// x\n"a":1,/* y */}', [], '.jsonc'],
  ['a tab in a text', '{"a":«"b\tc"»}', ['InvalidCharacter']],
  ['an unknown escape', '{"a":«"b\\x"»}', ['InvalidEscapeCharacter']],
  ['a byte order mark', '«\uFEFF»{"a":1}', ['ByteOrderMark']],
  ['a zero byte', 'P«\0»K', ['Binary']],
]);

test('an empty text has one problem', () => {
  for (const text of ['', ' \n', '\uFEFF']) {
    assert.equal(parseText(text).problems.at(-1)?.code, 'Empty');
    assert.equal(parseText(text).root, undefined);
  }
});

describe('what could be read is in the tree', () => {
  const read = (text: string) => parseDocument(text).root?.toJson();

  test('behind mistakes', () => {
    assert.deepEqual(read(`{'a':'b',cd:1,"e":True,}`), { a: 'b', cd: 1, e: true });
    assert.deepEqual(read('{"a":1 "b":2}'), { a: 1, b: 2 });
    assert.deepEqual(read('{"a":1,"half":'), { a: 1 });
    assert.deepEqual(read('{"a":1,"half" "b":{"c":[1,2]},"d":3}'), { a: 1, b: { c: [1, 2] }, d: 3 });
    assert.deepEqual(read('{"a":1,"half": "b":{"c":[1,2]},"d":3}'), { a: 1, b: { c: [1, 2] }, d: 3 });
    assert.deepEqual(read('{"a":1,"half": tru "b":{"c":[1,2]},"d":3}'), { a: 1, b: { c: [1, 2] }, d: 3 });
    assert.deepEqual(read('\uFEFF{"a":1}'), { a: 1 });
  });

  test('of repeated names the last one counts, as in JSON.parse', () => {
    const document = parseDocument('{"a":1,"b":{},"a":2}');
    assert.deepEqual(document.root?.toJson(), { b: {}, a: 2 });
    assert.equal(document.root?.member('a')?.int, 2);
  });

  test('names that JavaScript has a use for are names like any other', () => {
    const text = '{"__proto__":{"x":1},"constructor":2,"toString":3}';
    assert.deepEqual(Object.entries(read(text) as object), Object.entries(JSON.parse(text) as object));
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });

  test('lone surrogates stay', () => {
    assert.deepEqual(read('{"a":"\ud800"}'), { a: '\ud800' });
    assert.deepEqual(read('{"a":"\\ud800"}'), { a: '\ud800' });
  });
});

describe('right JSON is read as jsonc-parser reads it', () => {
  const bare = ({ type, offset, length, value, colonOffset, children }: Node): unknown => ({
    type,
    offset,
    length,
    value: value as unknown,
    colonOffset,
    children: children?.map(bare),
  });
  const same = (text: string) => {
    const strict = parseStrict(text, 100);
    const tolerant = parseTree(text, [], { disallowComments: true });
    assert.ok(strict && tolerant, text);
    assert.deepEqual(bare(strict.root), bare(tolerant));
    assert.equal(strict.blanks, text.length - JSON.stringify(JSON.parse(text)).length);
  };

  test('any value, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        same(JSON.stringify(value, undefined, indent));
      }),
    );
  });

  test('and what is not right JSON is left to it', () => {
    const wrong = [
      '',
      '{',
      '{"a":1,}',
      '[1,]',
      '01',
      '1.',
      '+1',
      '"a\tb"',
      '"\\x"',
      'nul',
      '{"a":1}{}',
      '// x',
      '{a:1}',
    ];
    for (const text of wrong) assert.equal(parseStrict(text, 100), undefined, text);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"a1\\ tru-.') }), (text) => {
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        assert.equal(parseStrict(text, 100) !== undefined, isJson, text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('texts nobody should have to open', () => {
  const inTime = (name: string, text: string, code: string | undefined): void => {
    test(name, () => {
      const started = process.cpuUsage().user;
      const document = parseDocument(text, { path: 'task-definition.json' });
      const findings = lint(document);
      // Milliseconds here, minutes for anything that grows with the square: the bound tells these apart on any machine.
      assert.ok(process.cpuUsage().user - started < 10_000_000, 'takes more than its length deserves');
      assert.equal(document.problems[0]?.code, code);
      assert.ok(findings.length <= 600);
    });
  };

  inTime('10,000 levels', '['.repeat(10_000), 'TooDeep');
  inTime('10,000 levels, closed', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), 'TooDeep');
  inTime('10 MB', `{"a":"${'x'.repeat(10_000_000)}"}`, 'TooLarge');
  /** As much of it as is read at all. */
  const much = (part: string) => part.repeat((maximumLength - 20) / part.length);

  inTime('many members', `{"family":"a"${much(',"member":"value"')}}`, undefined);
  const distinct = Array.from({ length: 10_000 }, (_, index) => `,"memer${index}":"v"`).join('');
  inTime('many unknown members', `{"family":"a"${distinct}}`, undefined);
  inTime('many mistakes', `{${much(`"a" "b" ' `)}`, 'ColonExpected');
  inTime('many placeholders', `{"family":"a",${much('{{#if x}} "a": {{ b }}, {{/if}}')}`, 'Template');
  inTime('many quotes', `{${much('"')}`, 'ColonExpected');
  inTime('many nulls', `{"family":"a","x":[1${much(',null')}]}`, undefined);
  inTime('bytes', String.fromCharCode(...Array.from({ length: 5000 }, (_, i) => (i * 7919) % 65_536)), 'Binary');

  test('blanks do not count towards what is too long', () => {
    const text = `{${' '.repeat(maximumLength)}"family":"a","containerDefinitions":[]}`;
    assert.deepEqual(parseDocument(text, { path: 'task-definition.json' }).problems, []);
  });

  test('every beginning of a file is read and checked', () => {
    const whole =
      '{"family":"a","cpu":"256","requiresCompatibilities":["FARGATE"],"containerDefinitions":[{"name":"w","image":"${I}:1","environment":[{"name":"A","value":"\\u00e9"}],"portMappings":[{"containerPort":80}]}]}';
    for (let end = 0; end <= whole.length; end++) {
      const document = parseDocument(whole.slice(0, end), { path: 'task-definition.json' });
      assert.doesNotThrow(() => lint(document), whole.slice(0, end));
    }
  });

  test('any text is read and checked', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"\'a1\\ \n$<>%#(){{}}nulltruefamily') }), (text) => {
        lint(parseDocument(text, { path: 'task-definition.json' }));
      }),
      { numRuns: 1000 },
    );
  });
});

test('no value reaches beyond a text that ends in a comment without an end', () => {
  const text = '{"a":{"b":1 /*';
  const ends = (node: Node): number[] => [node.offset + node.length, ...(node.children ?? []).flatMap(ends)];
  assert.ok(Math.max(...ends(parseText(text).root!)) <= text.length);
});
