import { createHash } from 'node:crypto';
import type { Report } from './checkText';

type Identity = Pick<Report, 'rule' | 'place'>;

/**
 * Tells the findings of one file apart and knows them again after lines, members or containers were moved: rule and
 * place, not lines; repeated ones are counted. The same list and `salt` give the same fingerprints.
 */
export function fingerprints<R extends Identity>(reports: readonly R[], salt = ''): ReadonlyMap<R, string> {
  const seen = new Map<string, number>();
  return new Map(
    reports.map((report) => {
      const what = JSON.stringify([salt, report.rule, report.place]);
      const before = seen.get(what) ?? 0;
      seen.set(what, before + 1);
      return [report, createHash('sha256').update(`${what}${before}`).digest('hex').slice(0, 32)];
    }),
  );
}
