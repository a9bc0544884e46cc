/** Linux signals a container commonly dies of. */
const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP, hang-up',
  2: 'SIGINT, interrupted',
  3: 'SIGQUIT, quit',
  4: 'SIGILL, illegal instruction',
  6: 'SIGABRT, aborted by itself',
  7: 'SIGBUS, bad memory access',
  8: 'SIGFPE, arithmetic error',
  9: 'SIGKILL, killed',
  11: 'SIGSEGV, bad memory access',
  13: 'SIGPIPE, wrote to a closed pipe',
  15: 'SIGTERM, asked to stop',
};

/** The engine's own codes (docs.docker.com, `docker run`: exit status) and those of POSIX shells; 128 + n is signal n. */
const meanings: Readonly<Record<number, string>> = {
  0: 'success',
  125: 'the engine could not run it',
  126: 'the command is not executable',
  127: 'the command was not found',
};

/** What an exit code says, or undefined when only the program itself knows. */
export function exitCodeMeaning(code: number): string | undefined {
  return meanings[code] ?? signals[code - 128];
}

/** `exit code 137 (SIGKILL, killed)`. */
export function exitCodeText(code: number): string {
  const meaning = exitCodeMeaning(code);
  return meaning === undefined ? `exit code ${code}` : `exit code ${code} (${meaning})`;
}
