// Leaves the examples of rules out of a bundle: tests, the page of rules and `taskdef explain` show them, the server never does.
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

const unseen = new Set(['examples', 'good']);

export const withoutExamples = {
  name: 'without-examples',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]rules[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: withEmptyLists(await readFile(path, 'utf8')),
    }));
  },
};

/** The source with every list that a rule gives under one of those names emptied; what only the lists used falls away too. */
function withEmptyLists(text) {
  const source = ts.createSourceFile('rule.ts', text, ts.ScriptTarget.Latest);
  const lists = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && unseen.has(node.name.getText(source))) lists.push(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return lists.reduceRight(
    (current, list) => `${current.slice(0, list.getStart(source))}[]${current.slice(list.end)}`,
    text,
  );
}
