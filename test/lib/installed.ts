import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/root';

/** Where a person (or a test) finds what went wrong: reports, logs, screenshots of the last run. */
export const results = path.join(root, 'test-results');

export interface VsCodeServer {
  readonly node: string;
  readonly main: string;
}

/** The pinned VS Code server; installs it when it is not there yet. */
export function vscodeServer(): VsCodeServer {
  const installer = path.join(root, 'test/vscode/install.mjs');
  const home = execFileSync(process.execPath, [installer], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const modules = path.join(home.trim(), 'node_modules');
  return {
    node: path.join(modules, `node-linux-${process.arch}/bin/node`),
    main: path.join(modules, 'code-server/lib/vscode/out/server-main.js'),
  };
}

export function chromiumPath(): string {
  const candidates = [
    process.env['CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = candidates.find((file) => file !== undefined && existsSync(file));
  if (found === undefined) throw new Error('No Chromium found: run "npm run setup", or name one with CHROMIUM=…');
  return found;
}
