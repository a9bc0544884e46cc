// Runs the mocha suite of test/host inside a real VS Code.
//   node scripts/run-host-tests.mjs                 the extension from this checkout (dist/)
//   node scripts/run-host-tests.mjs --vsix FILE     the packaged extension
//   HOST_ONLY=part of a file name                   some test files only
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runHostSuite } from './lib/hostSuite.mjs';
import { root } from './lib/paths.mjs';

const { vsix } = parseArgs({ options: { vsix: { type: 'string' } } }).values;
const results = path.join(root, 'test-results', vsix ? 'host-vsix' : 'host');
const { report, failure } = await runHostSuite({ suite: 'host/index.js', results, vsix });
process.stdout.write(report);

// The exit code alone lies: it is 0 too when the extension host dies half-way. The report's last line does not.
const isComplete = /^[1-9]\d* passed, 0 failed/m.test(report);
const why = failure ?? (isComplete ? undefined : 'the report does not end with passed tests');
if (why) console.error(`The suite failed (${why}). Logs and a picture: ${path.relative(root, results)}/`);
process.exitCode = why ? 1 : 0;
