import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failureExcerpt, testCounts } from '../../scripts/lib/counts.mjs';

describe('counting tests', () => {
  test("in the end of Node's report, coloured or not", () => {
    const end = 'ℹ tests 5\nℹ suites 1\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 3\n';
    assert.deepEqual(testCounts(end), { passed: 2, failed: 2, skipped: 1 });
    assert.deepEqual(testCounts(end.replaceAll(/^(.*)$/gm, '\u001b[34m$1\u001b[39m')), {
      passed: 2,
      failed: 2,
      skipped: 1,
    });
  });

  test('in the end of the report from the extension host', () => {
    assert.deepEqual(testCounts('  ok\n\n7 passed, 0 failed, 1 skipped\n'), { passed: 7, failed: 0, skipped: 1 });
  });

  test('a run that never came to its end has none', () => {
    assert.equal(testCounts('▶ something\n  ✔ one (1ms)\n'), undefined);
  });

  test('an excerpt begins where the failures are listed', () => {
    assert.equal(failureExcerpt('✔ fine\n\n✖ failing tests:\n\nthis one\n'), 'failing tests:\n\nthis one');
    assert.equal(failureExcerpt('one\ntwo\nthree\n', 2), 'two\nthree');
  });
});
