import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openWorkbench } from './browser';
import { startServer } from './server';

/** What `@vscode/test-electron` says to a VS Code on its command line, and where the outcome goes. */
export interface HostedSuite {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
  readonly extensionsDir?: string;
  readonly folder: string;
  readonly results: string;
  readonly limitSeconds: number;
}

export interface SuiteEnd {
  /** What VS Code would have ended with; undefined when it never said. */
  readonly code: number | undefined;
  readonly why: string;
}

/** Runs a mocha suite in the extension host of the VS Code server, as the desktop product would in its own. */
export async function runHostedSuite(suite: HostedSuite): Promise<SuiteEnd> {
  mkdirSync(suite.results, { recursive: true });
  const server = await startServer({
    audience: 'suite',
    logs: path.join(suite.results, 'logs'),
    ...(suite.extensionsDir === undefined ? {} : { extensionsDir: suite.extensionsDir }),
  });
  let browser: Browser | undefined;
  try {
    const remote = (file: string) => `vscode-remote://${server.authority}${path.resolve(file)}`;
    const end = await ending(suite, async (report) => {
      await openWorkbench(server, {
        folder: path.resolve(suite.folder),
        payload: [
          ['extensionDevelopmentPath', remote(suite.extensionDevelopmentPath)],
          ['extensionTestsPath', remote(suite.extensionTestsPath)],
        ],
        prepare: async (page, itsBrowser) => {
          browser = itsBrowser;
          await watch(page, suite.results, report);
        },
      });
    });
    if (end.code !== 0) await screenshot(browser, path.join(suite.results, 'suite.png'));
    return end;
  } finally {
    await browser?.close();
    await server.stop();
    writeFileSync(path.join(suite.results, 'server.log'), server.log());
  }
}

/** The first of: what VS Code reports, a failure to open it, the time limit. */
function ending(suite: HostedSuite, open: (report: (end: SuiteEnd) => void) => Promise<void>): Promise<SuiteEnd> {
  return new Promise((resolve) => {
    const late = setTimeout(
      () => report({ code: undefined, why: `no result within ${suite.limitSeconds} s` }),
      suite.limitSeconds * 1000,
    );
    const report = (end: SuiteEnd) => {
      clearTimeout(late);
      resolve(end);
    };
    open(report).catch((error: unknown) => report({ code: undefined, why: String(error) }));
  });
}

async function watch(page: Page, results: string, report: (end: SuiteEnd) => void): Promise<void> {
  const log = createWriteStream(path.join(results, 'browser.log'));
  await page.exposeFunction('codeAutomationExit', (code: number) => report({ code, why: `exit code ${code}` }));
  page.on('console', (message) => log.write(`${message.type()} ${message.text()}\n`));
  page.on('crash', () => report({ code: undefined, why: 'the page crashed' }));
}

async function screenshot(browser: Browser | undefined, file: string): Promise<void> {
  const page = browser?.contexts()[0]?.pages()[0];
  try {
    await page?.screenshot({ path: file, timeout: 5_000 });
  } catch {
    // a page that hangs or crashed has no picture; its logs tell more
  }
}
