// Leaves out of a bundle what it never asks of the rules.
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** Rules without the members of those names; what only they used falls away in the bundle. */
const rulesWithout = (name, unseen) => ({
  name,
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]rules[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: withoutMembers(await readFile(path, 'utf8'), new Set(unseen)),
    }));
  },
});

/**
 * What a rule says to people who read about it: examples, reasons, sources. The page of rules and `taskdef explain` show
 * them, the server never does; its messages are the summaries and what the checks say.
 */
export const withoutProse = rulesWithout('without-prose', [
  'examples',
  'good',
  'why',
  'source',
  'awsMessage',
  'awsWordings',
]);

/** What a rule does: for where only its words are looked up. */
export const withoutChecks = rulesWithout('without-checks', ['examples', 'good', 'check', 'checkText', 'describe']);

/** The source without the members of those names that an object is given. */
function withoutMembers(text, unseen) {
  const source = ts.createSourceFile('rule.ts', text, ts.ScriptTarget.Latest);
  const members = [];
  const visit = (node) => {
    if ((ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) && unseen.has(node.name.getText(source)))
      members.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return members.reduceRight((current, member) => {
    const rest = current.slice(member.end).replace(/^\s*,/, '');
    return current.slice(0, member.getStart(source)) + rest;
  }, text);
}
