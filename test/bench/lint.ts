import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getLanguageService, type JSONSchema } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lint, parseDocument, rules } from '../../server/index';
import { root } from '../support/root';
import { largeDefinition } from './definition';
import { compare, type Rivals } from './measure';

const size = 64 * 1024;

/**
 * Parse, schema and all rules, those that are off unless asked for included, against a JSON language service that parses
 * and validates with the same schema. Most rules are called once a check, so it takes some thousand checks, as an hour of
 * typing has, until the engine has compiled them all.
 */
export async function benchLint(): Promise<Rivals> {
  const text = largeDefinition(size);
  const uri = 'file:///large/task-definition.json';
  const schema = JSON.parse(readFileSync(path.join(root, 'schemas/task-definition.schema.json'), 'utf8')) as JSONSchema;
  const service = getLanguageService({});
  service.configure({ validate: true, schemas: [{ uri: 'schema:///task-definition', fileMatch: ['*'], schema }] });

  let version = 0;
  const severities = Object.fromEntries(rules.filter(({ off }) => off).map(({ id, severity }) => [id, severity]));
  const ours = () => lint(parseDocument(text, { path: uri }), { severities });
  const theirs = () => {
    const document = TextDocument.create(uri, 'json', version++, text);
    return service.doValidation(document, service.parseJSONDocument(document));
  };
  const problems = { ours: ours().filter(({ severity }) => severity === 'error'), theirs: await theirs() };
  if (problems.ours.length + problems.theirs.length > 0)
    throw new Error(`The definition to measure has problems: ${JSON.stringify(problems).slice(0, 500)}`);
  return compare(ours, theirs, { warm: 200, measured: 20 });
}
