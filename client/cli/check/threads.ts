import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker, parentPort, workerData } from 'node:worker_threads';
import type { Checked } from './checkText';
import { type CheckSettings, Checker, type FileInput } from './checker';
import type { Unreadable } from './outcome';

/** Files that a thread takes at a time: few enough that both end at about the same time. */
const handful = 16;

/** What every thread knows. `next` is the index of the first file that nobody has taken yet. */
interface Work {
  readonly files: readonly FileInput[];
  readonly settings: CheckSettings;
  readonly next: Int32Array;
}

interface Done {
  readonly results: readonly (readonly [index: number, result: Checked | Unreadable])[];
  /** What is wrong with the configurations, by path. */
  readonly problems: readonly Checked[];
}

export interface CheckedFiles {
  /** In the order of the files, whoever checked them. */
  readonly results: readonly (Checked | Unreadable)[];
  readonly problems: readonly Checked[];
}

/** Checks files with this thread and others beside it. `script` is what another thread runs: it calls `serve`. */
export async function checkOnThreads(
  files: readonly FileInput[],
  settings: CheckSettings,
  { script, threads }: { readonly script: string | undefined; readonly threads: number },
): Promise<CheckedFiles> {
  const work: Work = { files, settings, next: new Int32Array(new SharedArrayBuffer(4)) };
  const others = script === undefined ? 0 : threads - 1;
  const workers = Array.from({ length: others }, () => new Worker(script!, { workerData: work }));
  const theirs = workers.map(async (worker) => ((await once(worker, 'message')) as [Done])[0]);
  const all = [await takeTurns(work), ...(await Promise.all(theirs))];
  const results = new Map(all.flatMap((done) => done.results));
  const problems = new Map(all.flatMap((done) => done.problems).map((problem) => [problem.path, problem]));
  return {
    results: files.map((_, index) => results.get(index)!),
    problems: [...problems.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The part of another thread. */
export async function serve(): Promise<void> {
  parentPort?.postMessage(await takeTurns(workerData as Work));
}

async function takeTurns({ files, settings, next }: Work): Promise<Done> {
  const checker = new Checker(settings);
  const results: [number, Checked | Unreadable][] = [];
  for (let from = 0; (from = Atomics.add(next, 0, handful)) < files.length;) {
    for (const [offset, file] of files.slice(from, from + handful).entries()) {
      results.push([from + offset, await checker.checkFile(file)]);
    }
  }
  return { results, problems: checker.project.problems() };
}

/** Threads that pay off: another one costs as much time to start as about a hundred files take. */
export const threadsFor = (files: number): number => (files < 300 || availableParallelism() < 2 ? 1 : 2);
