import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { Documents } from './documents';

/** Long enough that a word is not judged letter by letter, short enough to feel immediate. Milliseconds. */
const typingPause = 150;

/** Sends diagnostics unasked, for clients that cannot ask. Returns what sends those of every open document again. */
export function pushDiagnostics(
  connection: Connection,
  documents: Documents,
  diagnosticsOf: (uri: string) => Promise<Diagnostic[]>,
): () => void {
  const waiting = new Map<string, NodeJS.Timeout>();

  const send = async (uri: string): Promise<void> => {
    const version = documents.open.get(uri)?.version;
    const diagnostics = await diagnosticsOf(uri);
    if (version === undefined || documents.open.get(uri)?.version !== version) return; // a newer text has its own turn
    await connection.sendDiagnostics({ uri, version, diagnostics });
  };
  const schedule = (uri: string) => {
    clearTimeout(waiting.get(uri));
    waiting.set(
      uri,
      setTimeout(() => void send(uri), typingPause),
    );
  };

  documents.open.onDidChangeContent(({ document }) => schedule(document.uri));
  documents.open.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  return () => documents.open.keys().forEach(schedule);
}
