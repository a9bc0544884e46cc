import { readFile } from 'node:fs/promises';
import type { ReadText } from './configurations';

/** Reads configurations from the file system. A byte order mark is left out: it says nothing about the content. */
export const fromDisk: ReadText = async (path) => {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
};
