import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { root } from '../support/root';
import { openWorkbench } from './browser';
import { Workbench } from './driver';
import { results } from './installed';
import { type RunningServer, type ServerOptions, startServer } from './server';

export interface PackagedOptions extends Pick<ServerOptions, 'settings' | 'env' | 'trust'> {
  /** Names the workspace and the screenshots of this file. */
  readonly name: string;
  /** Folder whose copy is the workspace; without it `examples`. */
  readonly workspace?: string;
}

export interface Packaged {
  readonly workbench: Workbench;
  /** The workspace's folder on disk: a copy that tests may change. */
  readonly folder: string;
  /** Keeps a screenshot of this moment beside those after each test, for what is gone by the end of one. */
  readonly seen: (name: string) => Promise<void>;
  /** The same, and a picture for the readme when those are wanted, as much of it from the top as said. */
  readonly picture: (name: string, height?: number) => Promise<void>;
}

/**
 * Installs the packaged extension in a fresh VS Code for the tests of one file, and opens it in a browser. After each
 * test a screenshot is kept. Ask for the result inside a test.
 */
export function usePackaged(options: PackagedOptions): () => Packaged {
  const own = path.join(results, 'ui', options.name);
  const folder = path.join(own, 'workspace');
  let server: RunningServer | undefined;
  let browser: Browser | undefined;
  let packaged: Packaged | undefined;

  before(
    async () => {
      rmSync(own, { recursive: true, force: true });
      cpSync(path.join(root, options.workspace ?? 'examples'), folder, { recursive: true });
      server = await startServer({
        ...options,
        vsix: path.join(root, 'dist/taskdef.vsix'),
        logs: path.join(own, 'logs'),
      });
      const opened = await openWorkbench(server, { folder });
      browser = opened.browser;
      const seen = async (name: string): Promise<void> => {
        await opened.page.screenshot({ path: path.join(own, `${name}.png`) });
      };
      packaged = {
        workbench: new Workbench(opened.page),
        folder,
        seen,
        picture: async (name, height) => {
          await seen(name);
          await takePicture(opened.page, name, height);
        },
      };
    },
    { timeout: 120_000 },
  );

  afterEach(async (context) => {
    const file = `${context.name.replaceAll(/\W+/g, '-')}.png`;
    await packaged?.workbench.page.screenshot({ path: path.join(own, file) });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  return () => {
    if (packaged === undefined) throw new Error('The workbench is open inside tests only.');
    return packaged;
  };
}

type Page = Workbench['page'];

async function takePicture(page: Page, name: string, height = 800): Promise<void> {
  const pictures = process.env['TASKDEF_PICTURES'];
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  const clip = { x: 0, y: 0, width: 1280, height };
  await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled', clip });
}
