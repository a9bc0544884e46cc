// npm run try: sets up what is missing, then does the main job on the example: check, fix, run, fetch, stop, nothing left.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main, onEnd, Problem } from './lib/ending.mjs';
import { ensureEngine } from './lib/engine.mjs';
import { ensureBuilt } from './lib/fresh.mjs';
import { ensureBusybox } from './lib/workbench.mjs';
import { say, start, taskdef } from './try/taskdef.mjs';

const example = 'examples/webserver/task-definition.json';
const began = Date.now();

await main(async () => {
  await setUp();
  heading('1. Check: what would go wrong on ECS, and where');
  await taskdef(['check', example, '--hints'], { expect: 1 });

  heading('2. Fix a copy');
  const copy = copyOf(example);
  await taskdef(['check', '--fix', copy]);

  heading('3. Run the copy on Docker, as ECS would');
  const engine = await openEngine();
  const { standIn, page, loadStandIn } = await import('./try/stand-in.mjs');
  await loadStandIn(engine.port, engine.info.architecture);
  console.log(`No registry is asked: ${standIn}, made here from busybox, stands in for the example's image nginx.`);
  const run = start(['run', copy, '--image', `web=${standIn}`, '--port-conflict', 'remap']);
  const [, taskId] = await run.seen(/task id ([0-9a-f]{32})/);
  const [url] = await run.seen(/http:\/\/[\w.[\]:]+:\d+/);

  heading('4. Fetch the page it serves');
  say(`curl ${url}`);
  await fetchPage(url, page);

  heading('5. Stop it with Ctrl-C');
  run.interrupt();
  const { status } = await run.ended;
  if (status !== 0) throw new Problem(`The task ended with status ${status}; expected was 0.`);

  heading('6. Nothing is left behind');
  await nothingLeft(engine.port, taskId);
  console.log(`\nAll of it worked, in ${Math.round((Date.now() - began) / 1000)} s.`);
  console.log('Try a file of your own with "npx taskdef check FILE", or open VS Code with "npm start".');
});

async function setUp() {
  ensureDependencies();
  await ensureBuilt();
  await ensureBusybox();
  await ensureEngine();
}

function heading(text) {
  console.log(`\n== ${text}`);
}

function copyOf(file) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'taskdef-try-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  const copy = path.join(folder, path.basename(file));
  say(`cp ${file} ${copy}`);
  cpSync(file, copy);
  return copy;
}

/** The engine that taskdef itself will find. */
async function openEngine() {
  const { connect } = (await import('../out/client/runner/connect.js')).default;
  const { dockerodeEngine } = (await import('../out/client/runner/dockerode/engine.js')).default;
  const engine = await connect((candidate) => dockerodeEngine(candidate));
  onEnd(() => engine.port.close());
  return engine;
}

/** RUNNING means the process runs; a server may need a moment more to listen. */
async function fetchPage(url, page) {
  const { until } = await import('./lib/until.mjs');
  let text;
  const answered = await until(async () => {
    text = await fetch(url).then(
      (answer) => answer.text(),
      () => undefined,
    );
    return text !== undefined;
  }, 10_000);
  if (!answered) throw new Problem(`${url} does not answer.`);
  process.stdout.write(text);
  if (text !== page) throw new Problem('That is not the page of the example.');
}

/** Other tasks of yours are none of this; what counts is what carries the label of this one. */
async function nothingLeft(port, taskId) {
  const filter = `label=dev.taskdef.task=${taskId}`;
  const labels = [filter.replace('label=', '')];
  const left = {
    'docker ps -a': await port.list(labels),
    'docker network ls': await port.listNetworks(labels),
    'docker volume ls': await port.listVolumes(labels),
  };
  for (const [command, found] of Object.entries(left)) {
    say(`${command} --quiet --filter ${filter} | wc -l`);
    console.log(found.length);
  }
  if (Object.values(left).some((found) => found.length > 0)) throw new Problem('Something is left of the task.');
}
