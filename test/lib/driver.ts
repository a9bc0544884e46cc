import type { Locator, Page } from 'playwright-core';

export type SquiggleSeverity = 'error' | 'warning' | 'info' | 'hint';

const starts = (text: string) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

/**
 * What a person sees and does in the workbench. VS Code's own selectors are kept here, out of the tests: roles and
 * accessible names where it has them, else classes that have been there for years.
 */
export class Workbench {
  readonly editor: Locator;
  readonly hover: Locator;
  readonly lightbulb: Locator;
  /** The status bar's count of problems; its `aria-label` has them in words. */
  readonly problems: Locator;
  readonly sidebar: Locator;
  readonly toasts: Locator;

  constructor(readonly page: Page) {
    this.editor = page.locator('.editor-instance').first();
    this.hover = page.locator('.monaco-hover:not(.hidden)').filter({ visible: true }).first();
    this.lightbulb = this.editor.locator('.lightBulbWidget');
    this.problems = page.locator('[id="status.problems"]');
    this.sidebar = page.locator('.sidebar');
    this.toasts = page.locator('.notifications-toasts');
  }

  /** Opens a file by Quick Open and waits until its tab is the active one, and keys go to its text. */
  async open(file: string): Promise<void> {
    await this.#pick('Control+P', file, starts(file));
    await this.page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    await this.editor.locator('.monaco-editor.focused').waitFor();
  }

  /** Runs a command by its title in the palette, with its category: `ECS: Run Task Locally`. */
  async command(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, starts(title));
  }

  squiggle(severity: SquiggleSeverity): Locator {
    return this.editor.locator(`.squiggly-${severity}`).first();
  }

  /** The last visible token that holds this text; match one token, since spaces in lines are non-breaking. */
  text(token: string): Locator {
    return this.editor.locator('.view-line span span', { hasText: token }).last();
  }

  /** Opens the lightbulb's menu where the cursor is and picks an entry. */
  async quickFix(title: string | RegExp): Promise<void> {
    await this.page.keyboard.press('Control+.');
    await this.codeAction(title).click();
  }

  codeAction(title: string | RegExp): Locator {
    return this.page.locator('.action-widget').getByRole('option', { name: title });
  }

  /** A row of an open quick pick or Quick Open list. */
  quickPickRow(label: string | RegExp): Locator {
    const name = typeof label === 'string' ? starts(label) : label;
    return this.page.locator('.quick-input-list').getByRole('option', { name }).first();
  }

  suggestion(label: string): Locator {
    return this.page.locator('.suggest-widget').getByRole('option', { name: starts(label) });
  }

  codeLens(title: string | RegExp): Locator {
    return this.editor.locator('.codelens-decoration a').filter({ hasText: title });
  }

  /** A button in the editor's title bar. */
  editorAction(title: string | RegExp): Locator {
    return this.page.locator('.editor-actions').getByRole('button', { name: title });
  }

  notification(message: string | RegExp): Locator {
    return this.toasts.getByText(message);
  }

  notificationButton(message: string | RegExp, button: string): Locator {
    const item = this.page.locator('.notification-list-item').filter({ hasText: message });
    return item.getByRole('button', { name: button });
  }

  /** A modal dialog; notifications have the same role. */
  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  dialogButton(name: string): Locator {
    return this.dialog().getByRole('button', { name });
  }

  /** Puts the pointer where it explains nothing: a hover that is open would cover what comes next. */
  async leave(): Promise<void> {
    await this.page.mouse.move(640, 786); // an empty place of the status bar
    await this.hover.waitFor({ state: 'hidden' });
  }

  /** Drags the edge of the side bar to the right, by pixels. */
  async widenSidebar(by: number): Promise<void> {
    const box = await this.sidebar.boundingBox();
    if (box === null) throw new Error('There is no side bar.');
    const right = box.x + box.width;
    for (const sash of await this.page.locator('.monaco-sash.vertical').all()) {
      const edge = await sash.boundingBox();
      if (edge === null || Math.abs(edge.x + edge.width / 2 - right) > 8) continue;
      const x = edge.x + edge.width / 2;
      await this.page.mouse.move(x, 300);
      await this.page.mouse.down();
      await this.page.mouse.move(x + by, 300, { steps: 5 });
      await this.page.mouse.up();
      return;
    }
    throw new Error('The side bar has no edge to drag.');
  }

  activity(title: string): Locator {
    return this.page.locator('.activitybar').getByRole('tab').locator(`a[aria-label="${title}"]`);
  }

  /** A row of a tree in the side bar; its accessible name is label and description. */
  treeItem(label: string | RegExp): Locator {
    return this.sidebar.getByRole('treeitem', { name: label });
  }

  /** An inline action of a tree row: shown when the pointer is over the row. */
  async treeAction(row: string | RegExp, title: string | RegExp): Promise<void> {
    await this.treeItem(row).first().hover();
    await this.treeItem(row).first().getByRole('button', { name: title }).click();
  }

  /** Opens the context menu of an element and picks an entry. */
  async contextMenu(target: Locator, entry: string | RegExp): Promise<void> {
    await target.click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name: entry });
    await item.waitFor();
    // A menu swallows clicks that come right after it appeared, so click until it is gone.
    await until('the context menu closes', async () => {
      if (await item.isVisible()) await item.click({ timeout: 1_000 }).catch(() => undefined);
      return !(await item.isVisible());
    });
  }

  /** Lines of the output channel or terminal panel that is open. */
  outputLine(text: string | RegExp): Locator {
    return this.page.locator('.panel .view-line').filter({ hasText: text });
  }

  dirtyTab(file: string): Locator {
    return this.page.locator(`.tab.dirty[data-resource-name="${file}"]`);
  }

  async #pick(key: string, text: string, row: RegExp): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    // An open list does not learn of commands that an extension registers meanwhile, so ask again.
    for (let left = 8; ; left--) {
      await this.page.keyboard.press(key);
      await input.fill(text);
      try {
        await this.quickPickRow(row).click({ timeout: 3_000 });
        await this.leave(); // the row was above a tab, whose hover would come next
        return;
      } catch (error) {
        if (left === 0) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }
}

/** Polls until the condition holds; the description is what a failure says. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; !(await condition()); await new Promise((next) => setTimeout(next, 50))) {
    if (Date.now() > end) throw new Error(`not so within ${ms} ms: ${what}`);
  }
}
