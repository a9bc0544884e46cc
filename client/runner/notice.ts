/** How the local run treats a field (runner.md §0): approximated, substituted, ignored. "Emulated" needs no notice. */
export type Verdict = 'approximated' | 'substituted' | 'ignored';

/** One announced difference between this run and ECS. */
export interface Notice {
  readonly code: string;
  /** JSON Pointer into the task definition. */
  readonly pointer: string;
  readonly verdict: Verdict;
  /** One sentence: what happens here instead. Never a secret's value. */
  readonly text: string;
}

/** What ECS would not take of a task as it is run here, by the rule that says so. */
export type Difference = Pick<Notice, 'code' | 'pointer' | 'text'>;

/** Why a definition cannot be run here at all, with the next step. */
export interface Refusal {
  readonly code: string;
  readonly pointer: string;
  /** The place, when it is in another file: `ecs.local.json:3:5`. */
  readonly at?: string;
  readonly text: string;
  readonly next: string;
}

/** What a definition would get on this machine, which a person has to agree to first. */
export interface Demand {
  readonly kind: 'privileged' | 'host' | 'mounts' | 'cgroups';
  readonly pointer: string;
  /** What it would get, in words: "container web gets every privilege of the engine's machine". */
  readonly text: string;
}
