import { readdir } from 'node:fs';
import path from 'node:path';

/** Nobody writes task definitions here; other hidden folders count, since `.aws/` and `.github/` are usual homes. */
const skipped = ['node_modules', '.git', '.hg', '.svn', '.terraform', '.venv', '.tox', '.cache', '.next', '.nuxt']
  .concat(['.yarn', '.pnpm-store', '.gradle', '.serverless', '.aws-sam', '.vscode-test', 'cdk.out'])
  .map((folder) => `**/${folder}`);

export interface Search {
  /** As seen from the folder that was searched; absolute for an absolute pattern. */
  readonly files: readonly string[];
  /** Absolute paths of the folders that may not be looked into. */
  readonly closed: readonly string[];
}

/** The files below a folder that a pattern names, sorted. */
export async function search(pattern: string, cwd: string): Promise<Search> {
  const { glob } = await import('tinyglobby');
  const closed: string[] = [];
  const files = await glob(pattern, {
    cwd,
    dot: true,
    absolute: path.isAbsolute(pattern),
    ignore: skipped,
    followSymbolicLinks: false,
    expandDirectories: false,
    fs: { readdir: noting(closed) },
  });
  return { files: files.sort(), closed: closed.sort() };
}

/** `readdir` that notes the folders it may not read. The search goes on without them, and says nothing. */
const noting = (closed: string[]): typeof readdir =>
  new Proxy(readdir, {
    apply(target, self, [folder, options, done]: Parameters<typeof readdir>) {
      const told = (...answer: Parameters<typeof done>): void => {
        const [error] = answer;
        if (error?.code === 'EACCES' || error?.code === 'EPERM') closed.push(path.resolve(String(folder)));
        done(...answer);
      };
      return Reflect.apply(target, self, [folder, options, told]);
    },
  });
