import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { EnginePort } from '../enginePort';
import { EngineError, RunnerError } from '../errors';
import type { ContainerFiles, FileFacts, ListedFile } from '../runner';
import { archivedFiles, type ArchivedFile } from './archive';
import { listedBy } from './listing';

/** As many links in a row as Linux follows. */
const mostLinks = 40;

/** Milliseconds for one answer: the archive of a directory holds all that is below it. */
const patience = 60_000;

/** The files of one container through the engine's archives, which need no program in the container. Paths are absolute. */
export class FilesOnEngine implements ContainerFiles {
  constructor(
    private readonly port: Pick<EnginePort, 'archive' | 'exec'>,
    private readonly container: { readonly id: string; readonly isRunning: boolean },
  ) {}

  async stat(file: string): Promise<FileFacts | undefined> {
    return this.first(file, async ({ kind, size, modifiedAt }) => ({ kind, size, modifiedAt }));
  }

  async read(file: string, most: number): Promise<Buffer | undefined> {
    return this.first(file, async ({ kind, size, content }) => {
      if (kind !== 'file') throw new RunnerError('refused', `${file} is no regular file.`, 'Open another one.');
      if (size > most)
        throw new RunnerError(
          'refused',
          `${file} has ${mebibytes(size)} MiB, more than the ${mebibytes(most)} MiB that are opened.`,
          'Copy it out with "docker cp" instead.',
        );
      return buffer(content);
    });
  }

  /** With the container's own `ls`, else from the archive: that is slow where much lies below, but always possible. */
  async list(directory: string): Promise<readonly ListedFile[] | undefined> {
    const { id, isRunning } = this.container;
    return (isRunning ? await listedBy(this.port, id, directory) : undefined) ?? this.listArchive(directory);
  }

  private async listArchive(directory: string): Promise<readonly ListedFile[] | undefined> {
    // With the slash the engine follows a link to a directory.
    return this.archived(directory.endsWith('/') ? directory : `${directory}/`, async (entries) => {
      let top: string | undefined;
      const found: ListedFile[] = [];
      for await (const { name, kind } of entries) {
        top ??= name.replace(/\/$/, '');
        const below = name.slice(top.length).replace(/^\/|\/$/g, '');
        if (below !== '' && !below.includes('/')) found.push({ name: below, kind });
      }
      return found;
    });
  }

  /** Hands over the file that a path leads to, following links. Undefined when there is none. */
  private async first<Answer>(
    file: string,
    use: (entry: ArchivedFile) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    let place = file;
    for (let links = 0; links <= mostLinks; links++) {
      const met = await this.archived(place, async (entries) => {
        for await (const entry of entries)
          return entry.kind === 'link' && entry.target !== undefined
            ? { next: path.posix.resolve(path.posix.dirname(place), entry.target) }
            : { answer: await use(entry) };
        return undefined;
      });
      if (!met) return undefined;
      if (met.next === undefined) return met.answer;
      place = met.next;
    }
    return undefined;
  }

  private async archived<Answer>(
    place: string,
    use: (entries: AsyncIterable<ArchivedFile>) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const signal = AbortSignal.timeout(patience);
    try {
      const answer = await use(archivedFiles(this.port.archive(this.container.id, place, signal)));
      if (!signal.aborted) return answer;
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not-found') return undefined;
      if (!signal.aborted) throw error;
    }
    throw new RunnerError(
      'refused',
      `${place} could not be read within ${patience / 1000} s.`,
      'Open a folder with less below it.',
    );
  }
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
