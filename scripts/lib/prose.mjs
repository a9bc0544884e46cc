// Puts what a rule says to people who read about it into a file of its own: examples, reasons, sources. Whoever checks a
// file needs none of it, and the server less than anybody.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

/** The members of RuleProse in server/rules/define.ts. */
const members = ['why', 'awsMessage', 'awsWordings', 'source', 'good', 'examples'];

/** All of it by rule id, from the rules as the tests load them. */
export function proseOfAll() {
  const { rules } = createRequire(import.meta.url)(path.join(root, 'out/server/rules/index.js'));
  const pick = (rule) => Object.fromEntries(members.map((member) => [member, rule[member]]));
  return JSON.stringify(Object.fromEntries(rules.map((rule) => [rule.id, pick(rule)])));
}

/** In a bundle: the rules without it, and `proseOf` reading it from the file beside the bundle. */
export const proseApart = {
  name: 'prose-apart',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.\/prose\.json$/ }, ({ path: file }) => ({ path: file, external: true }));
    onLoad({ filter: /[\\/]server[\\/]rules[\\/]prose\.ts$/ }, () => ({
      contents: "export const proseOf = ({ id }) => require('./prose.json')[id];",
    }));
    onLoad({ filter: /[\\/]server[\\/]rules[\\/].*\.ts$/ }, async ({ path: file }) => ({
      loader: 'ts',
      contents: withoutProse(await readFile(file, 'utf8')),
    }));
  },
};

/** The source without the members of those names that an object is given; what only they used falls away in the bundle. */
function withoutProse(text) {
  const source = ts.createSourceFile('rule.ts', text, ts.ScriptTarget.Latest);
  const found = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && members.includes(node.name.getText(source))) found.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found.reduceRight((current, member) => {
    const rest = current.slice(member.end).replace(/^\s*,/, '');
    return current.slice(0, member.getStart(source)) + rest;
  }, text);
}
