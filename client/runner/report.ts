import type { Demand, Notice, Refusal, Verdict } from './notice';

/** Gathers what planning has to tell; the same thing about the same place once. Whoever agrees has to see all of it. */
export class Report {
  readonly notices: Notice[] = [];
  readonly refusals: Refusal[] = [];
  readonly demands: Demand[] = [];

  notice(verdict: Verdict, code: string, pointer: string, text: string): void {
    if (!this.notices.some((told) => told.code === code && told.pointer === pointer))
      this.notices.push({ code, pointer, verdict, text });
  }

  refuse(code: string, pointer: string, text: string, next: string): void {
    if (!this.refusals.some((told) => told.code === code && told.pointer === pointer))
      this.refusals.push({ code, pointer, text, next });
  }

  demand(kind: Demand['kind'], pointer: string, text: string): void {
    if (!this.demands.some((told) => told.kind === kind && told.pointer === pointer && told.text === text))
      this.demands.push({ kind, pointer, text });
  }
}
