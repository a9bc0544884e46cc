import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import path from 'node:path';
import { root } from '../../support/root';
import { FakeTerminal, taskdef } from './support';

interface Report {
  readonly files: readonly { readonly path: string; readonly findings: readonly { readonly severity: string }[] }[];
}

describe('the examples we ship', () => {
  test('have no errors, but for the one that is there to be mended', async () => {
    const { out } = await taskdef(['check', 'examples', '--format', 'json'], new FakeTerminal(root));
    const { files } = JSON.parse(out) as Report;
    const wrong = files.filter(({ findings }) => findings.some(({ severity }) => severity === 'error'));
    assert.ok(files.length >= 3);
    assert.deepEqual(
      wrong.map((file) => path.posix.dirname(file.path)),
      ['examples/webserver'],
    );
  });
});
