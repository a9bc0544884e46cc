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

/**
 * What an exit code says, or undefined when only the program itself knows. The container's reason tells codes apart that
 * have several causes: out of memory is one SIGKILL of many, and not always certain, a missing command one of many starts that fail, and 143 is
 * also what the ECS agent gives a container that never started, because what it waited for failed.
 */
export function exitCodeMeaning(code: number, reason?: string): string | undefined {
  if (code === 137 && reason?.startsWith('OutOfMemoryError')) return 'SIGKILL, out of memory';
  if (code === 137 && reason?.includes('it may have run out of memory')) return 'SIGKILL, perhaps out of memory';
  if (code === 143 && reason?.includes(': dependency graph: ')) return 'never started: what it waited for failed';
  if (neverRan(code, reason)) return 'the engine could not start it';
  return meanings[code] ?? signals[code - 128];
}

/** A start failed. runc gives 126 and 127 to a command that cannot be run, and to all else it cannot do. */
function neverRan(code: number, reason = ''): boolean {
  if (!reason.startsWith('CannotStartContainerError')) return false;
  return code === 128 || ((code === 126 || code === 127) && !/\bexec: "|executable file/.test(reason));
}

/** `exit code 137 (SIGKILL, killed)`. */
export function exitCodeText(code: number, reason?: string): string {
  const meaning = exitCodeMeaning(code, reason);
  return meaning === undefined ? `exit code ${code}` : `exit code ${code} (${meaning})`;
}

/** For a narrow column: `137, SIGKILL`, `137, out of memory`, `0`. */
export function exitCodeBrief(code: number, reason?: string): string {
  const meaning = code === 0 ? undefined : exitCodeMeaning(code, reason);
  if (meaning === undefined) return String(code);
  const [signal, told = meaning] = /^(SIG[A-Z0-9]+), (.*)$/.exec(meaning)?.slice(1) ?? [];
  return `${code}, ${signal === undefined || told.endsWith('out of memory') ? told : signal}`;
}
