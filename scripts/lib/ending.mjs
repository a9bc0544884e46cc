// What must happen before this process ends, however it ends: normally, by a failure, by Ctrl-C.
/** Something a person can mend; the message says how. */
export class Problem extends Error {}

const tasks = new Set();
let ending;

/** Registers a clean-up; call what it returns once it is no longer needed. */
export function onEnd(task) {
  tasks.add(task);
  return () => tasks.delete(task);
}

/** Runs the clean-ups, newest first, each once. */
export function end() {
  ending ??= (async () => {
    for (const task of [...tasks].reverse()) {
      tasks.delete(task);
      try {
        await task();
      } catch (error) {
        console.error(`Not everything could be cleaned up: ${error.message}`);
      }
    }
  })();
  return ending;
}

/**
 * Runs a whole script: its result is the exit status, a failure is one sentence, and the clean-ups always happen.
 * `interrupted` is the exit status after Ctrl-C, where that is the normal way to end.
 */
export async function main(script, { interrupted = 130 } = {}) {
  for (const [signal, status] of [
    ['SIGINT', interrupted],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])
    process.once(signal, () => void end().then(() => process.exit(status)));
  let status;
  try {
    status = (await script()) ?? 0;
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    status = 1;
  }
  await end();
  process.exit(status);
}
