import { existsSync, watch } from 'node:fs';
import path from 'node:path';

/** Milliseconds of quiet after which a file counts as written: editors write in several steps. */
const quiet = 100;

/** Calls back after any of these files was written, made, replaced or removed; but for those in folders that are not there. */
export function onFileChange(files: readonly string[], changed: () => void): { dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, quiet);
  };
  // An editor may put another file in the place of the old one, so it is the folder that is watched.
  const folders = [...new Set(files.map((file) => path.dirname(file)))].filter((folder) => existsSync(folder));
  const watchers = folders.map((folder) =>
    watch(folder, (_, name) => {
      if (name === null || files.includes(path.join(folder, name))) settle();
    }),
  );
  return {
    dispose: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
