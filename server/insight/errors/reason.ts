/** A reason for which ECS stops a task or does not start it, and what to do about it. */
export interface StopReason {
  readonly when: RegExp;
  /** It only names the step that failed: said when nothing more exact is known. */
  readonly isGeneral?: true;
  readonly title: string;
  readonly meaning: string;
  /** What to change or to look at: imperative sentences. */
  readonly change: string;
  /** Rules that find the cause in a file, best first. */
  readonly rules?: readonly string[];
  /** Members to look at where no rule finds it. */
  readonly about?: readonly string[];
}
