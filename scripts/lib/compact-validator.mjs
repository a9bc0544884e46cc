// Says the same as the code that ajv writes, in a quarter of the bytes: each error is one call, and nothing is carried
// along that nobody reads.
import ts from 'typescript';

/** What our side reads of an error's parameters (`SchemaError` in server/schema/generated/validator.d.ts). */
const readParams = new Set(['missingProperty', 'additionalProperty', 'propertyName', 'i', 'j']);

/** `vErrors` is ajv's own name for the errors so far; null stands for none. */
const helpers = `
function note(vErrors, instancePath, schemaPath, keyword, params) {
  const error = { instancePath, schemaPath, keyword, params: params || {} };
  if (vErrors === null) return [error];
  vErrors.push(error);
  return vErrors;
}
function joined(vErrors, isValid, errors) {
  if (isValid) return vErrors;
  if (vErrors === null) return errors;
  for (const error of errors) vErrors.push(error); // no copy: with many errors that would take their square
  return vErrors;
}
const count = (vErrors) => (vErrors === null ? 0 : vErrors.length);
`;

/** Throws when ajv writes something this does not know, so that a new version of it cannot go wrong in silence. */
export function compactValidator(code) {
  const once = spliced(code, (source) => [...errorNotes(source), ...nestedCalls(source), ...signatures(source)]);
  const twice = spliced(once, schemaConstants);
  for (const leftover of [/\bconst err\d+ =/, /\bparentData\b/, /allowedValues/])
    if (leftover.test(twice)) throw new Error(`The generated validator holds code that is not known here: ${leftover}`);
  return `${helpers}${twice}`;
}

/** The text with some stretches of it replaced. */
function spliced(text, find) {
  const source = ts.createSourceFile('validator.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  return [...find(source)]
    .sort((a, b) => b.from - a.from)
    .reduce((current, { from, to, by }) => current.slice(0, from) + by + current.slice(to), text);
}

function* each(node) {
  yield node;
  for (const child of node.getChildren()) yield* each(child);
}

const initialiserOf = (statement) =>
  statement && ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : undefined;

/** `const err0 = {…}; if (vErrors === null) … else …; errors++;` becomes `vErrors = note(…); errors++;`. */
function* errorNotes(source) {
  for (const node of each(source)) {
    const declared = initialiserOf(node);
    if (!declared || !/^err\d+$/.test(declared.name.getText())) continue;
    const statements = node.parent.statements;
    const push = statements[statements.indexOf(node) + 1];
    const parts = Object.fromEntries(
      declared.initializer.properties.map((part) => [
        part.name.getText(),
        part.initializer?.getText() ?? part.name.getText(),
      ]),
    );
    const said = [parts.instancePath, pathOf(parts.schemaPath), parts.keyword, ...read(parts.params)].filter(Boolean);
    yield { from: node.getStart(), to: push.getEnd(), by: `vErrors = note(${['vErrors', ...said].join()});` };
  }
}

/** The only paths somebody asks for: what went wrong inside a choice is a detail of it. None inside of a `not`. */
const pathOf = (schemaPath) => schemaPath && (/\/(?:anyOf|propertyNames)\/./.test(schemaPath) ? schemaPath : '""');

/** The parameters that are read, as an argument; no argument where there is none. */
function read(params = '{}') {
  const { properties } = ts.createSourceFile('params.js', `(${params})`, ts.ScriptTarget.Latest, true).statements[0]
    .expression.expression;
  const kept = properties.filter(({ name }) => readParams.has(name.getText())).map((part) => part.getText());
  return kept.length > 0 ? [`{${kept.join()}}`] : [];
}

/** `if (!(validate7(data.x, {…}))) { … }` becomes one call; what ajv's own keywords could ask for is left out. */
function* nestedCalls(source) {
  for (const node of each(source)) {
    if (!ts.isIfStatement(node)) continue;
    const call = /^!\((validate\d+)\(/.exec(node.expression.getText());
    if (!call) continue;
    const [value, options] = node.expression.operand.expression.arguments;
    const path = options.properties.find(({ name }) => name.getText() === 'instancePath').initializer.getText();
    yield {
      from: node.getStart(),
      to: node.getEnd(),
      by: `vErrors = joined(vErrors,${call[1]}(${value.getText()},${path}),${call[1]}.errors);errors = count(vErrors);`,
    };
  }
}

/** The head of each function, with the one option that is used; and without what dynamic references would need. */
function* signatures(source) {
  for (const node of source.statements) {
    if (ts.isFunctionDeclaration(node)) {
      const [, options] = node.parameters;
      yield { from: options.getStart(), to: options.getEnd(), by: 'instancePath=""' };
      for (const statement of node.body.statements)
        if (/^(?:const evaluated0|if\(evaluated0)/.test(statement.getText()))
          yield { from: statement.getStart(), to: statement.getEnd(), by: '' };
    } else if (/^validate\d+\.evaluated/.test(node.getText()))
      yield { from: node.getStart(), to: node.getEnd(), by: '' };
  }
}

/** The copies of the schema: of most nothing is used any more, of some the names of members. */
function* schemaConstants(source) {
  const uses = [...each(source)].filter((node) => ts.isIdentifier(node) && /^schema\d+$/.test(node.text));
  for (const statement of source.statements) {
    const declared = initialiserOf(statement);
    if (!declared || !/^schema\d+$/.test(declared.name.getText())) continue;
    const used = uses.filter((use) => use.text === declared.name.text && use !== declared.name);
    const members = used.map((use) => use.parent.getText());
    if (members.some((text) => text !== `${declared.name.text}.properties`)) continue;
    const properties = declared.initializer.properties.find(({ name }) => name.text === 'properties')?.initializer;
    const names = properties?.properties.map(({ name }) => `${name.getText()}:1`).join() ?? '';
    const by = used.length > 0 ? `const ${declared.name.text} = {properties:{${names}}};` : '';
    yield { from: statement.getStart(), to: statement.getEnd(), by };
  }
}
