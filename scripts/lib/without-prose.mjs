// Leaves out of a bundle what a rule says to people who read about it: examples, reasons, sources. The page of rules and
// `taskdef explain` show them, the server never does; its messages are the summaries and what the checks say.
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

const unseen = new Set(['examples', 'good', 'why', 'source', 'awsMessage']);

export const withoutProse = {
  name: 'without-prose',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]rules[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: withoutMembers(await readFile(path, 'utf8')),
    }));
  },
};

/** The source without the members of those names that an object is given; what only they used falls away in the bundle. */
function withoutMembers(text) {
  const source = ts.createSourceFile('rule.ts', text, ts.ScriptTarget.Latest);
  const members = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && unseen.has(node.name.getText(source))) members.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return members.reduceRight((current, member) => {
    const rest = current.slice(member.end).replace(/^\s*,/, '');
    return current.slice(0, member.getStart(source)) + rest;
  }, text);
}
