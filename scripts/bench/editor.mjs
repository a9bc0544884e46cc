// What the extension costs a fresh VS Code: medians over launches, each of which answers one question once.
import path from 'node:path';
import { runHostSuite } from '../lib/hostSuite.mjs';
import { results, vsixFile } from '../lib/paths.mjs';

const launches = 5;

/** { activation, ours, css }: milliseconds; ours and css (VS Code's own, as yet unused like ours) are { shown, problem }. */
export async function benchEditor() {
  const { median } = await import('../../out/test/bench/measure.js');
  const answers = { activation: [], 'task-definition.json': [], 'other.css': [] };
  for (let launch = 0; launch < launches; launch++)
    for (const question of Object.keys(answers)) answers[question].push(await ask(question));
  const opening = (name) => ({
    shown: median(answers[name].map(({ shown }) => shown)),
    problem: median(answers[name].map(({ problem }) => problem)),
  });
  return {
    activation: median(answers.activation),
    ours: opening('task-definition.json'),
    css: opening('other.css'),
  };
}

async function ask(question) {
  const { report, failure } = await runHostSuite({
    suite: 'bench/host.js',
    results: path.join(results, 'bench'),
    vsix: vsixFile,
    env: { BENCH_QUESTION: question },
    files: { 'other.css': 'a { color: ; }\n' },
    // Nothing but the question may activate it.
    ...(question === 'activation' && { adjust: (manifest) => ({ ...manifest, activationEvents: [] }) }),
  });
  if (!report) throw new Error(`VS Code gave no answer about ${question}: ${failure ?? 'it ended early'}`);
  return JSON.parse(report);
}
