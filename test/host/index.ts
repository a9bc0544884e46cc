import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/**
 * What VS Code calls in its extension host, on the desktop and on the server alike. The report goes straight to the
 * file named by HOST_REPORT: what passes through the browser's console loses its order and its formatting.
 */
export async function run(): Promise<void> {
  const report = process.env['HOST_REPORT'];
  const print = (...args: unknown[]) =>
    report === undefined ? console.log(...args) : appendFileSync(report, `${format(...args)}\n`);
  Mocha.reporters.Base.consoleLog = print;

  const only = process.env['HOST_ONLY'] ?? '';
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 30_000, forbidOnly: true });
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.js') && file.includes(only));
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));

  const { failed, passed, skipped } = await outcome(mocha).catch((error: unknown) => {
    print(error); // a test file that does not load
    throw error;
  });
  print(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0 || passed === 0) throw new Error(`${failed} of ${failed + passed} tests failed`);
}

async function outcome(mocha: Mocha): Promise<{ passed: number; failed: number; skipped: number }> {
  return new Promise((resolve) => {
    const runner = mocha.run((failed) =>
      resolve({ failed, passed: runner.stats?.passes ?? 0, skipped: runner.stats?.pending ?? 0 }),
    );
  });
}
