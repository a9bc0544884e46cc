import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../../support/root';

/** A regular expression of ours, and where it stands. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  readonly file: string;
}

/** Every regular expression of the server's sources and of the validator that is generated from the schema. */
export function expressionsOfServer(): Expression[] {
  const files = readdirSync(path.join(root, 'server'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') || file.endsWith('.js'))
    .flatMap((file) => expressionsIn(`server/${file}`, readFileSync(path.join(root, 'server', file), 'utf8')));
}

/** As the syntax tree has them. What is put together at run time cannot be proved, and throws. */
export function expressionsIn(file: string, text: string): Expression[] {
  const found: Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(readLiteral(file, node.text));
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp')
      found.push(readCall(file, node));
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function readLiteral(file: string, literal: string): Expression {
  const end = literal.lastIndexOf('/');
  return { source: literal.slice(1, end), flags: literal.slice(end + 1), file };
}

function readCall(file: string, call: ts.NewExpression | ts.CallExpression): Expression {
  const [source, flags] = call.arguments ?? [];
  if (!source || !ts.isStringLiteral(source) || (flags && !ts.isStringLiteral(flags)))
    throw new Error(`${file}: ${call.getText()} is put together at run time; write it out, so that it can be proved`);
  return { source: source.text, flags: flags?.text ?? '', file };
}

/** Every `pattern` of a JSON schema, wherever in it. */
export function expressionsOfSchema(file: string): Expression[] {
  const found: Expression[] = [];
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'string' && name === 'pattern') found.push({ source: value, flags: 'u', file });
    if (typeof value === 'object' && value !== null)
      for (const [key, member] of Object.entries(value)) visit(member, key);
  };
  visit(JSON.parse(readFileSync(path.join(root, file), 'utf8')), '');
  return found;
}

/** More repetitions than this are taken for any number of them: what is linear then is all the more so when counted. */
const few = 9;

/**
 * What the prover can judge, and what takes no less time than the expression itself: lookaheads are alternatives that
 * may be skipped, long counted repetitions have no end, and a sticky expression may begin anywhere.
 */
export function widened({ source, flags }: Expression): { readonly source: string; readonly flags: string } {
  const lookaheads = source.replaceAll(/\\.|\[(?:\\.|[^\]])*\]|\(\?[=!]|[()]/gs, withoutLookahead());
  const repetitions = lookaheads.replaceAll(
    /\\.|\[(?:\\.|[^\]])*\]|\{(\d+)(,?)(\d*)\}/gs,
    (all, least?: string, comma?: string, most?: string) => {
      if (least === undefined || (comma === '' && Number(least) <= few)) return all;
      if (most !== '' && Number(most) <= few && comma !== '') return all;
      return Number(least) === 0 ? '*' : '+';
    },
  );
  return { source: repetitions, flags: flags.replaceAll(/[gyd]/g, '') };
}

/** `(?=X)` and `(?!X)` become `(?:X|)`. */
function withoutLookahead(): (token: string) => string {
  const open: ('group' | 'lookahead')[] = [];
  return (token) => {
    if (token === '(') open.push('group');
    else if (token === '(?=' || token === '(?!') {
      open.push('lookahead');
      return '(?:';
    } else if (token === ')' && open.pop() === 'lookahead') return '|)';
    return token;
  };
}

/** The outermost alternatives: what each of them takes at a place adds up, so each may be judged alone. */
export function alternatives(source: string): string[] {
  let depth = 0;
  const parts = [''];
  for (const [token] of source.matchAll(/\\.|\[(?:\\.|[^\]])*\]|./gs)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    if (token === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}
