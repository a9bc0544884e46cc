// l10n/bundle.l10n.json: every text the extension says through vscode.l10n.t, for translators to copy.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../lib/paths.mjs';

/** The bundle as text: a translation begins as a copy of it, `bundle.l10n.LANGUAGE.json`. */
export function l10nBundle() {
  const files = readdirSync(path.join(root, 'client'), { recursive: true }).filter((file) => file.endsWith('.ts'));
  const texts = files.flatMap((file) => textsOf(path.join(root, 'client', file)));
  const sorted = [...new Set(texts)].sort();
  return `${JSON.stringify(Object.fromEntries(sorted.map((text) => [text, text])), undefined, 2)}\n`;
}

function textsOf(file) {
  const source = readFileSync(file, 'utf8');
  if (!source.includes('l10n.t(')) return [];
  const texts = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText().endsWith('l10n.t')) {
      const [text] = node.arguments;
      if (!text || !ts.isStringLiteralLike(text))
        throw new Error(`${file}: l10n.t wants a plain text: ${node.getText()}`);
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return texts;
}
