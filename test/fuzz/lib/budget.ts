import type { Parameters } from 'fast-check';

/** How many documents CI reads: what `--runs` counts, and what every other number of cases goes along with. */
const documentsInCi = 200_000;

const asked = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** The seed all cases grow from: always the same in CI, so that a red build is red again. */
export const seed = asked('TASKDEF_FUZZ_SEED', 20_261_122);

const scale = asked('TASKDEF_FUZZ_RUNS', documentsInCi) / documentsInCi;

/** How many of so many cases are to be tried: `npm run fuzz -- --runs N` changes them all in proportion. */
export const share = (casesInCi: number): number => Math.max(1, Math.ceil(casesInCi * scale));

/** For `fc.assert`: so many cases in CI, from the one seed. */
export const budget = <T>(casesInCi: number): Parameters<T> => ({
  numRuns: share(casesInCi),
  seed,
  includeErrorInReport: true,
});
