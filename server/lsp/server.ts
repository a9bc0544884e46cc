import {
  type CodeAction,
  type CodeActionParams,
  type Connection,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import { capacitiesResult } from '../features/capacities';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { problemsOf } from '../config/configurations';
import { fromDisk } from '../config/disk';
import { isConfigurationName } from '../config/paths';
import { schemaProblems } from '../config/problems';
import { codeActions } from '../features/codeActions';
import { codeLenses } from '../features/codeLens';
import { completion, resolveCompletion } from '../features/completion/completion';
import { configurationDiagnostics, configurationFixes } from '../features/configurationFile';
import { definition } from '../features/definition';
import { diagnostics } from '../features/diagnostics';
import { documentLinks } from '../features/documentLinks';
import { explainErrorResult } from '../features/explainError';
import { foldingRanges } from '../features/folding';
import { formatting } from '../features/formatting';
import { highlights } from '../features/highlights';
import { hover } from '../features/hover';
import { iamPermissionsResult } from '../features/iamPermissions';
import { inlayHints } from '../features/inlayHints';
import { placeResult } from '../features/place';
import { references } from '../features/references';
import { type RenameRefusal, prepareRename, rename } from '../features/rename';
import { runnableResult } from '../features/runnable';
import { selectionRanges } from '../features/selectionRanges';
import type { Source } from '../features/source';
import { documentSymbols } from '../features/symbols';
import type { LintOptions } from '../lint/finding';
import {
  type CapacitiesRequest,
  type CapacitiesResult,
  type ClientOptions,
  type ExplainErrorRequest,
  type ExplainErrorResult,
  type IamPermissionsRequest,
  type IamPermissionsResult,
  type Place,
  type PlaceRequest,
  type RunnableRequest,
  type RunnableResult,
  capacitiesMethod,
  explainErrorMethod,
  iamPermissionsMethod,
  placeMethod,
  runnableMethod,
  type NamedRequest,
  namedMethod,
} from '../protocol';
import { type ClientAbilities, capabilitiesFor, readAbilities } from './capabilities';
import { Configuration } from './configuration';
import { Documents } from './documents';
import { Project, pathOf } from './project';
import { pushDiagnostics } from './pushedDiagnostics';
import type { Settings } from './settings';

/** Answers a client. Every handler only gathers what a feature needs; what throws is logged once and answered emptily. */
export function serve(connection: Connection): void {
  const documents = new Documents();
  const logOnce = onceEach((message) => connection.console.error(message));
  const configuration = new Configuration(connection, (error) => logOnce('workspace/configuration', error));
  const project = new Project();
  let client: ClientAbilities = readAbilities({}, undefined);

  /** A handler for requests about one document: answers `empty` when it is not ours, or when the feature throws. */
  const answer =
    <P extends { readonly textDocument: TextDocumentIdentifier }, R>(
      method: string,
      empty: R,
      feature: (
        source: Source,
        params: P,
        settings: Settings,
        lint: LintOptions,
      ) => R | ResponseError<void> | Promise<R>,
    ) =>
    async (params: P): Promise<R | ResponseError<void>> => {
      try {
        const { uri } = params.textDocument;
        const settings = await configuration.of(uri);
        const inForce = await project.of(uri, settings);
        const source = documents.source(uri, inForce); // read last: the text may have changed while waiting
        return source ? await feature(source, params, settings, inForce.options.lint) : empty;
      } catch (error) {
        logOnce(method, error);
        return empty;
      }
    };

  /** Answers a request of ours about one document. */
  const answerOwn = <P extends { readonly uri: string }, R>(
    method: string,
    empty: R,
    feature: (source: Source, params: P, settings: Settings, lint: LintOptions) => R | Promise<R>,
  ): void => {
    const handle = answer<P & { readonly textDocument: TextDocumentIdentifier }, R>(method, empty, feature);
    connection.onRequest(method, (params: P) => handle({ ...params, textDocument: { uri: params.uri } }));
  };

  const diagnose = answer('diagnostics', [], (source, _params, settings, lint) =>
    settings.lint.enable ? diagnostics(source, lint) : [],
  );
  const problemsIn = async (text: TextDocument) => {
    const problems = await problemsOf(text.getText(), pathOf(text.uri) ?? text.uri, fromDisk);
    return client.checksConfigurationSchema ? problems.filter(({ rule }) => !schemaProblems.has(rule)) : problems;
  };
  const diagnosticsOf = async (uri: string) => {
    const text = documents.open.get(uri);
    if (text && isConfigurationName(uri)) return configurationDiagnostics(text, await problemsIn(text));
    const items = await diagnose({ textDocument: { uri } });
    return items instanceof ResponseError ? [] : items;
  };

  connection.onInitialize((params: InitializeParams) => {
    const { capabilities } = params;
    const options = params.initializationOptions as ClientOptions | undefined;
    client = readAbilities(capabilities, options);
    configuration.initialize(capabilities, options);
    project.initialize(params);
    return { serverInfo: { name: 'taskdef' }, capabilities: capabilitiesFor(client, capabilities) };
  });
  connection.onInitialized(() => {
    const pushAll = client.pullsDiagnostics ? undefined : pushDiagnostics(connection, documents, diagnosticsOf);
    const lookAgain = () => {
      pushAll?.();
      void refresh(connection, client).catch((error: unknown) => logOnce('refresh', error));
    };
    configuration.listen(lookAgain);
    project.listen(connection, lookAgain, (error) => logOnce('workspace/didChangeWatchedFiles', error));
  });
  documents.listen(connection);
  documents.open.onDidClose(({ document }) => {
    configuration.forget(document.uri);
    project.forget(document.uri);
  });

  connection.languages.diagnostics.on(async ({ textDocument }) => ({
    kind: 'full',
    items: await diagnosticsOf(textDocument.uri),
  }));
  connection.onCompletion(
    answer('completion', [], (source, { position }, _settings, lint) => completion(source, position, client, lint)),
  );
  connection.onCompletionResolve(resolveCompletion);
  connection.onHover(
    answer('hover', null, (source, { position }, _settings, lint) => hover(source, position, lint) ?? null),
  );
  connection.onDefinition(answer('definition', [], (source, { position }) => definition(source, position)));
  connection.onReferences(
    answer('references', [], (source, { position, context }) => references(source, position, context)),
  );
  connection.onDocumentHighlight(answer('highlight', [], (source, { position }) => highlights(source, position)));
  connection.onPrepareRename(
    answer('prepareRename', null, (source, { position }) => refused(prepareRename(source, position) ?? null)),
  );
  connection.onRenameRequest(
    answer('rename', null, (source, { position, newName }) => refused(rename(source, position, newName))),
  );
  connection.onDocumentSymbol(answer('symbols', [], (source) => documentSymbols(source)));
  connection.onDocumentLinks(answer('links', [], (source) => documentLinks(source)));
  connection.onFoldingRanges(answer('folding', [], (source) => foldingRanges(source, client.foldingLimit)));
  connection.onSelectionRanges(answer('selection', [], (source, { positions }) => selectionRanges(source, positions)));
  connection.onDocumentFormatting(answer('formatting', [], (source, { options }) => formatting(source, options)));
  connection.onDocumentRangeFormatting(
    answer('rangeFormatting', [], (source, { options, range }) => formatting(source, options, range)),
  );
  const actions = answer<CodeActionParams, CodeAction[]>('codeAction', [], (source, params, settings, lint) =>
    codeActions(withOpenProject(source), params.range, params.context, settings.lint.enable ? lint : undefined),
  );
  /** A configuration that is open is edited as it stands in the editor. */
  const withOpenProject = (source: Source): Source => {
    const text = source.project && documents.open.get(source.project.uri)?.getText();
    return text === undefined ? source : { ...source, project: { ...source.project!, text } };
  };
  connection.onCodeAction(async (params) => {
    const text = documents.open.get(params.textDocument.uri);
    if (!text || !isConfigurationName(text.uri)) return actions(params);
    return configurationFixes(text, await problemsIn(text), params.range);
  });
  connection.onCodeLens(
    answer('codeLens', [], (source, _params, settings, lint) =>
      settings.codeLens.enable ? codeLenses(source, lint) : [],
    ),
  );
  connection.languages.inlayHint.on(
    answer('inlayHint', [], (source, { range }, settings) =>
      settings.inlayHints.enable ? inlayHints(source, range) : [],
    ),
  );

  answerOwn<RunnableRequest, RunnableResult>(
    runnableMethod,
    { definition: undefined, errors: 0 },
    (source, _params, _settings, lint) => runnableResult(source, lint),
  );
  answerOwn<CapacitiesRequest, CapacitiesResult | null>(capacitiesMethod, null, (source, _params, _settings, lint) =>
    capacitiesResult(source, lint),
  );
  answerOwn<IamPermissionsRequest, IamPermissionsResult | null>(iamPermissionsMethod, null, (source, { exec }) =>
    iamPermissionsResult(source, exec === true),
  );
  answerOwn<PlaceRequest, Place | null>(placeMethod, null, (source, { pointers }) => placeResult(source, pointers));
  connection.onRequest(namedMethod, ({ uri }: NamedRequest) => project.isNamed(uri));
  const explainHere = answer<
    ExplainErrorRequest & { readonly textDocument: TextDocumentIdentifier },
    ExplainErrorResult | undefined
  >(explainErrorMethod, undefined, (source, { text }) => explainErrorResult(text, source));
  connection.onRequest(explainErrorMethod, async ({ text, uri }: ExplainErrorRequest) => {
    const here = uri === undefined ? undefined : await explainHere({ text, textDocument: { uri } });
    return here ?? explainErrorResult(text, undefined);
  });
}

/** Asks the client to ask again for what settings can change. */
async function refresh(connection: Connection, client: ClientAbilities): Promise<void> {
  await Promise.all([
    client.refreshesDiagnostics && connection.languages.diagnostics.refresh(),
    client.refreshesInlayHints && connection.languages.inlayHint.refresh(),
    client.refreshesCodeLenses && connection.sendRequest('workspace/codeLens/refresh'),
  ]);
}

/** A refusal goes to the person who asked for the new name. */
const refused = <R>(result: R | RenameRefusal): R | ResponseError<void> =>
  isRefusal(result) ? new ResponseError(LSPErrorCodes.RequestFailed, result.refusal) : result;

const isRefusal = (result: unknown): result is RenameRefusal =>
  typeof result === 'object' && result !== null && 'refusal' in result;

/** Logs the first failure of each kind: one that repeats at every keystroke helps nobody. */
function onceEach(log: (message: string) => void): (what: string, error: unknown) => void {
  const seen = new Set<string>();
  return (what, error) => {
    const message = `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    if (seen.size < 100 && !seen.has(message)) log(message);
    seen.add(message);
  };
}
