import { pipeline, Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';

/** One entry of an archive as the engine gives it; its content can be read until the next entry is asked for. */
export interface ArchivedFile {
  /** As the archive spells it; a directory's ends with a slash. */
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Where a link leads, as it says itself. */
  readonly target: string | undefined;
  readonly content: AsyncIterable<Buffer>;
}

/** The entries of a tar archive, in its order. Whoever stops early ends the reading of the archive, too. */
export async function* archivedFiles(archive: AsyncIterable<Buffer>): AsyncGenerator<ArchivedFile, void, undefined> {
  const entries = extract();
  const source = Readable.from(archive);
  // What the archive fails with is thrown by the loop.
  pipeline(source, entries, () => undefined);
  try {
    for await (const entry of entries) {
      const { header } = entry;
      yield {
        name: header.name,
        kind: kindOf(header),
        size: header.size,
        modifiedAt: header.mtime.getTime(),
        target: header.linkname || undefined,
        content: pieces(entry),
      };
      entry.resume();
    }
  } finally {
    source.destroy();
  }
}

/** A hard link is a file, but its archive holds the content elsewhere: that of a single file never begins with one. */
function kindOf({ type }: Header): ArchivedFile['kind'] {
  if (type === 'directory') return 'directory';
  if (type === 'symlink') return 'link';
  return type === 'file' || type === 'contiguous-file' || type === 'link' ? 'file' : 'other';
}

async function* pieces(entry: AsyncIterable<unknown>): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of entry) if (Buffer.isBuffer(piece)) yield piece;
}
