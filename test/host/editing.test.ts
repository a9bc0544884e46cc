import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnostics, inWorkspace, open, openNew, taskdef, until } from './workspace';

const example = () => inWorkspace('webserver/task-definition.json');

/** The example's problems: errors, warnings, infos, hints. */
const asWritten = [2, 1, 1, 4] as const;

suite('editing the example', () => {
  let editor: vscode.TextEditor;

  suiteSetup(taskdef);
  setup(async () => {
    editor = await open(example());
    await diagnostics(example(), asWritten);
  });
  teardown(closeAll);

  test('its problems are found, each where a person would mend it', async () => {
    const found = await diagnostics(example(), asWritten);
    const marks = found.map((one) => `${codeOf(one)} ${editor.document.getText(one.range)}`).sort();
    assert.deepEqual(marks, [
      'fargate-runtime-platform-missing "FARGATE"',
      'health-check-missing "web"',
      'image-latest-tag "nginx"',
      'integer-expected "100"',
      'integer-expected "99"',
      'log-configuration-missing "web"',
      'readonly-root-filesystem "web"',
      'user-not-set "web"',
    ]);
  });

  test('a rule is explained behind a link', async () => {
    const [first] = await diagnostics(example(), asWritten);
    assert.ok(typeof first?.code === 'object' && first.code.target.toString().startsWith('https://'));
  });

  test('the lightbulb mends one', async () => {
    const at = rangeOf(editor, '"100"');
    const actions = await codeActions(example(), at, vscode.CodeActionKind.QuickFix);
    const fix = actions.find(({ isPreferred }) => isPreferred) ?? actions[0];
    assert.ok(fix?.edit, 'no quick fix');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(editor.document.getText(), /"memory": 100,/);
    await diagnostics(example(), [1, 1, 1, 4]);
  });

  test('fix all leaves no error', async () => {
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const [action] = await codeActions(example(), all, vscode.CodeActionKind.SourceFixAll);
    assert.ok(action?.edit, 'nothing to fix');
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(editor.document.getText(), /"memory": 100, "cpu": 99/);
    await until('no errors', () => {
      const errors = vscode.languages
        .getDiagnostics(example())
        .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
      return errors.length === 0 || undefined;
    });
  });

  test('formatting puts each member on a line of its own', async () => {
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      example(),
      {
        tabSize: 2,
        insertSpaces: true,
      },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(example(), edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(
      editor.document.getText(),
      /^\{\n {2}"family": "webserver",\n {2}"containerDefinitions": \[\n {4}\{\n/,
    );
  });

  test('the outline has the container by its name', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      example(),
    );
    assert.ok(
      namesIn(symbols).some((name) => name.includes('web')),
      namesIn(symbols).join(),
    );
  });

  test('a code lens runs it', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', example());
    const [run] = lenses.filter(({ command }) => command?.command === 'taskdef.task.run');
    assert.deepEqual(run?.command?.arguments, [example().toString()]);
  });

  test('hover explains a field in words', async () => {
    const at = rangeOf(editor, '"networkMode"').start.translate(0, 3);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', example(), at);
    const words = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
    assert.match(words.join('\n'), /awsvpc/);
    assert.match(words.join('\n'), /https:\/\/docs\.aws\.amazon\.com/);
  });
});

suite('completion', () => {
  suiteSetup(taskdef);
  teardown(closeAll);

  test('offers the memory sizes that go with the cpu of the file', async () => {
    const editor = await openNew(
      'completion/task-definition.json',
      '{ "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "" }\n',
    );
    const labels = await completionsAt(editor, editor.document.getText().indexOf('"" }') + 1);
    for (const size of ['512', '1024', '2048'])
      assert.ok(
        labels.some((label) => label.includes(size)),
        labels.join(),
      );
    assert.ok(!labels.some((label) => label.includes('4096')), labels.join());
  });

  test('offers keys', async () => {
    const editor = await openNew('completion/taskdef.json', '{ "family": "a", "" }\n');
    const labels = await completionsAt(editor, editor.document.getText().indexOf('"" }') + 1);
    assert.ok(
      labels.some((label) => label.includes('containerDefinitions')),
      labels.join(),
    );
  });
});

async function completionsAt({ document }: vscode.TextEditor, offset: number): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

const codeActions = (uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value, 20);

function rangeOf({ document }: vscode.TextEditor, text: string): vscode.Range {
  const offset = document.getText().indexOf(text);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);

const namesIn = (symbols: readonly vscode.DocumentSymbol[]): string[] =>
  symbols.flatMap(({ name, children }) => [name, ...namesIn(children)]);
