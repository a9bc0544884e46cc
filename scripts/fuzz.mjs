// npm run fuzz -- --runs N --seed S [part]: documents nobody wrote, as many as asked for (CI reads 200,000), and every
// other property in proportion. Without a seed another one each time; a failure names the seed that brings it back.
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, Problem } from './lib/ending.mjs';
import { ensureBuilt } from './lib/fresh.mjs';
import { runNodeTests } from './run-node-tests.mjs';

await main(async () => {
  const { values, positionals } = parseArgs({
    options: { runs: { type: 'string', default: '200000' }, seed: { type: 'string' } },
    allowPositionals: true,
  });
  const runs = wholeNumber('--runs', values.runs);
  const seed = wholeNumber('--seed', values.seed ?? String(Date.now() % 2 ** 31));
  ensureDependencies();
  await ensureBuilt();
  console.log(`${runs} documents from seed ${seed}`);
  Object.assign(process.env, { TASKDEF_FUZZ_RUNS: String(runs), TASKDEF_FUZZ_SEED: String(seed) });
  return runNodeTests('fuzz', positionals[0]);
});

function wholeNumber(option, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Problem(`${option} takes a whole number, not "${text}".`);
  return number;
}
