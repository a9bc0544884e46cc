/** Exit statuses that every command shares; `run` also ends with the status of its container. */
export const exits = { ok: 0, problems: 1, misuse: 2 } as const;

/** Ends a command with a sentence for the person at the terminal. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly status: number = exits.misuse,
    /** What to do next: one imperative sentence. */
    readonly next?: string,
  ) {
    super(message);
    this.name = 'Failure';
  }
}
