import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taskdef } from './support';

/** Each misuse ends with status 2, prints nothing to standard output, and says what to do instead. */
const misuse: readonly (readonly [args: string, says: RegExp])[] = [
  ['', /Usage: taskdef/],
  ['chek', /unknown command 'chek'\n\(Did you mean check\?\)/],
  ['check --fux', /unknown option '--fux'\n\(Did you mean --fix\?\)\nRun 'taskdef check --help'/],
  ['check --format xml', /'xml' is invalid\. Allowed choices are pretty, json/],
  ['check --stdin-filename', /argument missing/],
  ['lsp', /taskdef lsp --stdio/],
  ['run', /missing required argument 'file'/],
  ['run a.json --image web', /It is written CONTAINER=IMAGE\./],
  ['run a.json --env web=1', /It is written CONTAINER\.NAME=VALUE\./],
  ['run a.json --allow everything', /Allowed choices are privileged, host, mounts\./],
  ['run a.json --timeout soon', /It is a number of seconds above 0\./],
  ['rm', /name the tasks to remove, or give --all-stopped/],
  ['logs 3f9a --tail many', /It is a number of lines\./],
  ['check --stdin-filename a.json', /names standard input, which is not checked\.\nAdd: -/],
  ['rules all', /too many arguments/],
  ['explain', /missing required argument 'rule'/],
  ['explain integr-expected', /There is no rule "integr-expected"\.\nDid you mean integer-expected\?/],
  ['explain nothing-like-it', /List the rules with: taskdef rules/],
];

describe('what taskdef does not understand', () => {
  for (const [args, says] of misuse) {
    test(args || 'nothing at all', async () => {
      const { status, out, err } = await taskdef(args.split(' ').filter(Boolean));
      assert.equal(status, 2);
      assert.equal(out, '');
      assert.match(err, says);
      assert.doesNotMatch(err, /\n\s+at |Error:/);
    });
  }
});
