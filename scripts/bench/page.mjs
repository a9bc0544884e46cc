// docs/benchmarks.md: what was measured, the target, and on what kind of machine.
import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../lib/paths.mjs';

/** [{ what, result, target, isMet }] from the measurements. */
export function figures({ lint, growth, memory, completion, hover, check, start, five, logs, metadata, editor }) {
  return [
    ratio('64 KiB definition, warm: parse, schema and all rules, against a JSON language service', lint, 1),
    times('A byte of 1 MB, against one of 64 KiB: reading and checking', growth.toOneMegabyte, 1.2),
    times('A byte of 10 MB, against one of 64 KiB', growth.toTenMegabytes, 1.2),
    ratio('64 KiB definition: completion, slowest but 5 %, against a JSON language service', completion, 1),
    ratio('64 KiB definition: hover, slowest but 5 %, against a JSON language service', hover, 1),
    below('`taskdef check` of one file, cold', check.one, 200),
    below('`taskdef check` of 1,000 files, cold', check.thousand, 3000),
    megabytes('The server with 50 open definitions', memory, 120),
    below('Activation of the extension', editor.activation, 60),
    below('First problem, from when the editor shows the file', editor.ours.problem - editor.ours.shown, 300),
    ratio(
      "First problem, from asking to open the file, against VS Code's own CSS support",
      { ours: editor.ours.problem, theirs: editor.css.problem },
      2,
    ),
    ratio(
      'One container, image present: from the command in the editor to RUNNING, against `docker run -d`',
      start.editor,
      1.3,
    ),
    untargeted(
      "What of both is the engine's own: a container on two networks instead of one, without a task",
      start.engine,
    ),
    // No target: what ECS has running on each instance is made for this one task, and comes before it.
    untargeted('The same in a terminal, where nothing is made ahead and the endpoint comes first', start.terminal),
    ratio(
      'Five containers that wait for each other, awsvpc: `taskdef run --detach` against `docker-compose up`',
      five.start,
      1,
    ),
    ratio('The same five: `taskdef stop` against `docker-compose stop`', five.stop, 1),
    rate(
      `A log of ${Math.round(logs.awslogs.megabytes)} MB to a file, each line in its place, of a definition that says \`awslogs\` (here: the driver \`local\`)`,
      logs.awslogs,
      50,
    ),
    untargeted(
      'The same of one that says `json-file`, which the engine itself reads slower: against `docker logs`',
      logs.jsonFile,
    ),
    below('A request to the metadata endpoint from within a container, 95th percentile of 200', metadata, 20),
    size('dist/extension.js', 550, 'dist/languageclient.js'),
    size('dist/server.js', 450),
    size('dist/core.js', 450),
    size('dist/taskdef.vsix', 1500),
  ];
}

function ratio(what, { ours, theirs }, most) {
  const value = ours / theirs;
  const result = `${value.toFixed(2)} × (${milliseconds(ours)} to ${milliseconds(theirs)})`;
  return { what, result, target: `≤ ${most.toFixed(1)} ×`, isMet: value <= most };
}

/** What puts other rows into proportion, or is as it is for a reason. */
const untargeted = (what, rivals) => ({ ...ratio(what, rivals, Infinity), target: '' });

const times = (what, value, most) => ({
  what,
  result: `${value.toFixed(2)} ×`,
  target: `≤ ${most} ×`,
  isMet: value <= most,
});

const megabytes = (what, value, most) => ({
  what,
  result: `${Math.round(value)} MB`,
  target: `< ${most} MB`,
  isMet: value < most,
});

const below = (what, value, most) => ({
  what,
  result: milliseconds(value),
  target: `< ${most} ms`,
  isMet: value < most,
});

/** Megabytes a second; the engine's own command says what there is to be had. */
function rate(what, { megabytes, ours, theirs }, least) {
  const [own, other] = [ours, theirs].map((time) => Math.round((megabytes / time) * 1000));
  return {
    what,
    result: `${own} MB/s (\`docker logs\`: ${other} MB/s)`,
    target: `≥ ${least} MB/s`,
    isMet: own >= least,
  };
}

/** With what a file loads from beside itself before it is of use. */
function size(file, most, ...withFiles) {
  const files = [file, ...withFiles];
  const kilobytes = files.reduce((sum, each) => sum + statSync(path.join(root, each)).size / 1000, 0);
  return {
    what: files.map((each) => `\`${each}\``).join(' with '),
    result: `${Math.round(kilobytes)} kB`,
    target: `< ${most} kB`,
    isMet: kilobytes < most,
  };
}

const milliseconds = (value) =>
  `${value < 1 ? value.toFixed(3) : value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

export function page(rows) {
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return `# Benchmarks

Written by \`npm run bench\`. Rivals take turns within one run, so that whatever else the machine does meets both; every
figure is a median. The first row is processor time, the others are time on the clock. The times of a fresh VS Code come
from launches of the packaged extension in the npm-installed server, each of which is asked one thing once; opening a file of a language that was not used yet costs VS Code itself most of
that time, whichever language it is. Text beyond any limit of ECS is not read, only said to be too long; so a byte of it costs
next to nothing. Measured on a ${os.cpus().length}-core ${os.arch()} virtual machine with ${gigabytes} GB of memory, ${system()}, Node ${process.versions.node}.

| What | Result | Target |
|---|---|---|
${rows.map(({ what, result, target, isMet }) => `| ${what} | ${result} | ${target}${isMet ? '' : ', missed'} |`).join('\n')}
`;
}

const system = () => (os.platform() === 'linux' ? 'Linux' : os.platform());
