// npm test: sets up what is missing, runs every stage, and says how it went.
//   node scripts/test.mjs unit ui      these stages only, with their output as it comes
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { failureExcerpt, testCounts } from './lib/counts.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, Problem } from './lib/ending.mjs';
import { needs } from './lib/needs.mjs';
import { results, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { stages } from './lib/stages.mjs';

await main(async () => {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new Problem(`No stage "${unknown.join('", "')}". There are: ${stages.map(({ name }) => name).join(', ')}.`);
  ensureDependencies();
  mkdirSync(path.join(results, 'log'), { recursive: true });

  const outcomes = [];
  for (const stage of stages.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const outcome = await perform(stage, names.length > 0);
    outcomes.push(outcome);
    if (names.length === 0) console.log(line(outcome));
    if (outcome.failed > 0 && outcome.why) console.log(outcome.why);
  }
  return summary(outcomes);
});

/** A stage that counts no tests is one check; it adds to the sum only when it fails. */
async function perform(stage, isShown) {
  const log = path.join(results, 'log', `${stage.name}.txt`);
  const began = Date.now();
  const outcome = (counts, why) => ({
    passed: 0,
    skipped: 0,
    ...counts,
    name: stage.name,
    began,
    ended: Date.now(),
    why,
  });
  try {
    for (const need of stage.needs) await needs[need]();
  } catch (error) {
    return outcome({ failed: 1 }, error instanceof Problem ? error.message : String(error.stack));
  }
  const [command, ...args] = stage.command;
  const { code, output } = await run(command, args, {
    cwd: root,
    limit: stage.limit,
    ...(isShown ? {} : { log, env: { NO_COLOR: '1', FORCE_COLOR: '0' } }),
  });
  const counts = stage.counts ? testCounts(output) : { passed: 0, failed: 0, skipped: 0 };
  const isDone = code === 0 && counts !== undefined && (!stage.counts || counts.passed > 0);
  const failed = isDone ? counts.failed : Math.max(counts?.failed ?? 0, 1);
  return outcome({ ...counts, failed }, isShown ? undefined : failureExcerpt(output));
}

function line({ name, passed, failed, skipped, began, ended }) {
  const seconds = `${((ended - began) / 1000).toFixed(1)} s`.padStart(8);
  const tests = passed + failed + skipped === 0 ? '' : `${passed} passed, ${failed} failed`;
  return `${failed > 0 ? '✖' : '✔'} ${name.padEnd(13)}${seconds}  ${tests}${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Ends with one plain line that tools read. */
function summary(outcomes) {
  const sum = (field) => outcomes.reduce((total, outcome) => total + outcome[field], 0);
  const failed = sum('failed');
  console.log(`\n${outcomes.map(line).join('\n')}`);
  if (failed > 0) console.log('\nLogs and pictures: test-results/');
  console.log(`\n${sum('passed')} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
