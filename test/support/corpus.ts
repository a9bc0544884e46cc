import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root';

/** One real file, as `index.tsv` of the corpus describes it. */
export interface Sample {
  readonly file: string;
  readonly text: string;
  /** The name it has in its repository: what tells whether a task definition is expected. */
  readonly path: string;
  readonly form: string;
  readonly verdict: 'accept' | 'reject' | 'n/a';
  /** `kind:path=detail`, such as `fargate-cpu:cpu=16`. */
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly kind: string;
  /** Member names joined by dots, `[]` for any item, `$` for the root. */
  readonly field: string;
  readonly text: string;
}

/** Beside the checkout, or where TASKDEF_CORPUS says. Undefined where there is none. */
export function corpusFolder(): string | undefined {
  const folder = process.env['TASKDEF_CORPUS'] ?? path.resolve(root, '../shared/corpus');
  return existsSync(path.join(folder, 'index.tsv')) ? folder : undefined;
}

export function readCorpus(folder: string): Sample[] {
  const [, ...rows] = readFileSync(path.join(folder, 'index.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [file = '', form = '', , stored = '', stripped = '', reasons = '', , source = ''] = row.split('\t');
    return {
      file,
      form,
      text: readFileSync(path.join(folder, 'dev', file), 'utf8'),
      path: source,
      verdict: (stripped === '-' ? stored : stripped) as Sample['verdict'],
      reasons: reasons.split('; ').filter(Boolean).map(readReason),
    };
  });
}

function readReason(text: string): Reason {
  const [, kind = '', field = ''] = /^([a-z0-9-]+):([^=]*)/.exec(text) ?? [];
  return { kind, field, text };
}
