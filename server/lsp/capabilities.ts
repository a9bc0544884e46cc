import { type ClientCapabilities, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { codeActionKinds } from '../features/codeActions';
import type { ClientOptions } from '../protocol';

/** What of a client's abilities changes our answers. */
export interface ClientAbilities {
  /** It asks for diagnostics, so none are sent unasked. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly snippets: boolean;
  readonly insertReplace: boolean;
  readonly completionTags: boolean;
  readonly canRun: boolean;
  readonly checksConfigurationSchema: boolean;
  readonly foldingLimit: number | undefined;
}

export function readAbilities(
  { textDocument, workspace }: ClientCapabilities,
  options: ClientOptions | undefined,
): ClientAbilities {
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    insertReplace: textDocument?.completion?.completionItem?.insertReplaceSupport === true,
    completionTags: textDocument?.completion?.completionItem?.tagSupport !== undefined,
    canRun: options?.canRun === true,
    checksConfigurationSchema: options?.checksConfigurationSchema === true,
    foldingLimit: textDocument?.foldingRange?.rangeLimit,
  };
}

export function capabilitiesFor(client: ClientAbilities, capabilities: ClientCapabilities): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...(client.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'ecs', interFileDependencies: false, workspaceDiagnostics: false },
    }),
    completionProvider: { triggerCharacters: ['"', ':'], resolveProvider: true },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    documentLinkProvider: {},
    codeActionProvider: { codeActionKinds: [...codeActionKinds] },
    ...(client.canRun && { codeLensProvider: {} }),
    inlayHintProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    renameProvider: capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
  };
}
