import { describe, test } from 'node:test';
import { parseDocument } from '../../server/document/document';
import { lint } from '../../server/lint/engine';
import { within } from './lib/time';

const many = (times: number, item: (index: number) => string): string =>
  Array.from({ length: times }, (_, index) => item(index)).join(',');

/** Files that are small to make and large to read. */
const bombs: Readonly<Record<string, string>> = {
  '10,000 nested lists': `{"family":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  '10,000 nested objects': `{"containerDefinitions":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
  '10,000 brackets that nobody closes': '[{"a":'.repeat(10_000),
  '10 MB of white space': `{"family":"a"${' '.repeat(10 * 1024 * 1024)}}`,
  '10 MB of quotes': '"'.repeat(10 * 1024 * 1024),
  'a string of 1 MB': `{"family":"${'x'.repeat(1024 * 1024)}","containerDefinitions":[]}`,
  'a name of 100 kB everywhere': `{"containerDefinitions":[{"name":"${'x'.repeat(100_000)}","image":"a","${'y'.repeat(50_000)}":1}]}`,
  '100,000 keys': `{${many(100_000, (index) => `"k${index}":1`)}}`,
  '100,000 times the same key': `{${many(100_000, () => '"family":"a"')}}`,
  '50,000 containers': `{"containerDefinitions":[${many(50_000, (index) => `{"name":"c${index}","image":"a"}`)}]}`,
  '5,000 containers': `{"family":"a","containerDefinitions":[${many(5000, (index) => `{"name":"c${index}","image":"a"}`)}]}`,
  '64 KiB of one mistake': `{"family":"a","containerDefinitions":[${many(8000, () => '1')}]}`,
};

/** Milliseconds of processor time that reading may take, however large the file: an editor waits no longer. */
const patience = 2000;

describe('files that are made to be slow', () => {
  for (const [name, text] of Object.entries(bombs)) {
    test(`${name}: read, checked, and done`, () => {
      within(patience, () => lint(parseDocument(text, { path: 'task-definition.json' })));
    });
  }
});
