import { type Browser, type Page, chromium } from 'playwright-core';
import { chromiumPath } from './installed';
import type { RunningServer } from './server';

export interface PageOptions {
  /** Folder that the workbench opens. */
  readonly folder: string;
  /** Pairs that the workbench reads from its address. */
  readonly payload?: readonly (readonly [string, string])[];
  /** Called before the workbench is loaded. */
  readonly prepare?: (page: Page, browser: Browser) => Promise<void>;
}

/** Opens the workbench of a server in a headless Chromium and waits until it is ready. */
export async function openWorkbench(
  server: RunningServer,
  options: PageOptions,
): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-dev-shm-usage',
    ],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    // Whatever still wants the internet fails at once, and visibly.
    await context.route(
      (url) => url.hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await options.prepare?.(page, browser);
    const query = new URLSearchParams({ folder: options.folder });
    if (options.payload !== undefined) query.set('payload', JSON.stringify(options.payload));
    await page.goto(`http://${server.authority}/?${query.toString()}`);
    const started = "performance.getEntriesByName('code/didStartWorkbench').length > 0";
    await page.waitForFunction(started, undefined, { timeout: 60_000 });
    return { browser, page };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
