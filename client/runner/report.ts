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

  /** A word that stands for nothing here, as it is newer than this program or a mistake. */
  unknownWord(pointer: string, word: string, instead: string): void {
    this.notice('ignored', 'word-unknown', pointer, `"${word}" is not known here, so ${instead}.`);
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
