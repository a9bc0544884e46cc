import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taskdef } from './support';

/** Each misuse ends with status 2, prints nothing to standard output, and says what to do instead. */
const misuse: readonly (readonly [args: string, says: RegExp])[] = [
  ['', /Usage: taskdef/],
  ['chek', /unknown command 'chek'\n\(Did you mean check\?\)/],
  [
    'help chek',
    /^taskdef: unknown command 'chek'\n\(Did you mean check\?\)\nRun 'taskdef --help' for how to use it\.\n$/,
  ],
  ['help nothing-like-it', /^taskdef: unknown command 'nothing-like-it'\nRun 'taskdef --help'/],
  ['check --fux', /unknown option '--fux'\n\(Did you mean --fix\?\)\nRun 'taskdef check --help'/],
  ['check --format xml', /'xml' is invalid\. Allowed choices are pretty, json, sarif, /],
  ['check --stdin-filename', /argument missing/],
  ['check --max-warnings few', /It is the number of warnings that may stay, 0 or more\./],
  ['check --rule off', /It is written ID=SEVERITY, for example: image-latest-tag=off/],
  ['check --rule image-latest-tg=off', /neither a rule nor a group of rules\.\nDid you mean image-latest-tag\?/],
  ['check --rule nothing-like-it=off', /List the rules and their groups with: taskdef rules/],
  ['check --rule privileged=loud', /"loud" is no severity\.\nIt is one of: error, warning, info, hint, off, on\./],
  ['check --launch-type LAMBDA', /Allowed choices are EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES/],
  ['check --config gone.json', /there is no such file or folder\.\nName a configuration, or add: --no-config/],
  ['lsp', /taskdef lsp --stdio/],
  ['run', /missing required argument 'file'/],
  ['run a.json --image web', /It is written CONTAINER=IMAGE\./],
  ['run a.json --env web=1', /It is written CONTAINER\.NAME=VALUE\./],
  ['run a.json --allow everything', /Allowed choices are privileged, host, mounts, cgroups\./],
  ['run a.json --timeout soon', /It is a number of seconds above 0\./],
  ['rm', /name the tasks to remove, or give --all-stopped/],
  ['rm 3f9a --all-stopped', /either the tasks to remove or --all-stopped, not both/],
  ['logs 3f9a --tail many', /It is a number of lines\./],
  ['check --stdin-filename a.json', /names standard input, which is not checked\.\nAdd: -/],
  ['rules all', /too many arguments/],
  ['explain', /missing required argument 'rule'/],
  ['explain integr-expected', /There is no rule "integr-expected"\.\nDid you mean integer-expected\?/],
  ['explain -', /no text to explain[^]*2>&1/],
  ['run -', /standard input is empty\./],
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
