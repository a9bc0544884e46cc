import type { Why } from '../runner/state';

/** Linux signals a container commonly dies of. */
const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP, hang-up',
  2: 'SIGINT, interrupted',
  3: 'SIGQUIT, quit',
  4: 'SIGILL, illegal instruction',
  5: 'SIGTRAP, stopped at a breakpoint',
  6: 'SIGABRT, aborted by itself',
  7: 'SIGBUS, bad memory access',
  8: 'SIGFPE, arithmetic error',
  9: 'SIGKILL, killed',
  10: 'SIGUSR1, which it did not handle',
  11: 'SIGSEGV, bad memory access',
  12: 'SIGUSR2, which it did not handle',
  13: 'SIGPIPE, wrote to a closed pipe',
  14: 'SIGALRM, its alarm went off',
  15: 'SIGTERM, asked to stop',
};

/** The engine's own codes (docs.docker.com, `docker run`: exit status) and those of POSIX shells; 128 + n is signal n. */
const meanings: Readonly<Record<number, string>> = {
  0: 'success',
  125: 'the engine could not run it',
  126: 'the command is not executable',
  127: 'the command was not found',
};

/** How a container has ended, as far as that is known. */
interface Ending {
  readonly exitCode?: number | undefined;
  readonly reason?: string | undefined;
  readonly why?: Why | undefined;
}

/**
 * What an exit code says, or undefined when only the program itself knows, or there is none. What else is known of the
 * container's end tells codes apart that have several causes: out of memory is one SIGKILL of many, and not always
 * certain, a missing command one of many starts that fail, and 143 is also what the ECS agent gives a container that
 * never started, because what it waited for failed.
 */
export function exitCodeMeaning({ exitCode: code, reason, why }: Ending): string | undefined {
  if (code === undefined) return undefined;
  if (code === 137 && why?.kind === 'memory') return `SIGKILL, ${why.isCertain ? '' : 'perhaps '}out of memory`;
  if (code === 143 && why?.kind === 'wait') return 'never started: what it waited for failed';
  if (neverRan(code, reason)) return 'the engine could not start it';
  return meanings[code] ?? signals[code - 128];
}

/** A start failed. runc gives 126 and 127 to a command that cannot be run, and to all else it cannot do. */
function neverRan(code: number, reason = ''): boolean {
  if (!reason.startsWith('CannotStartContainerError')) return false;
  return code === 128 || ((code === 126 || code === 127) && !/\bexec: "|executable file/.test(reason));
}

/** `exit code 137 (SIGKILL, killed)`; undefined where there is none. */
export function exitCodeText(ending: Ending): string | undefined {
  if (ending.exitCode === undefined) return undefined;
  const meaning = exitCodeMeaning(ending);
  return meaning === undefined ? `exit code ${ending.exitCode}` : `exit code ${ending.exitCode} (${meaning})`;
}

/** For a narrow column: `137, SIGKILL`, `137, out of memory`, `0`; undefined where there is none. */
export function exitCodeBrief(ending: Ending): string | undefined {
  const { exitCode: code } = ending;
  if (code === undefined) return undefined;
  const meaning = code === 0 ? undefined : exitCodeMeaning(ending);
  if (meaning === undefined) return String(code);
  const [signal, told = meaning] = /^(SIG[A-Z0-9]+), (.*)$/.exec(meaning)?.slice(1) ?? [];
  return `${code}, ${signal === undefined || told.endsWith('out of memory') ? told : signal}`;
}
