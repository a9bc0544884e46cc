import * as vscode from 'vscode';

export interface Answer<Choices> extends vscode.QuickPickItem {
  /** What is chosen so far, once this is picked. */
  readonly leadsTo: Choices;
}

export interface Question<Choices> {
  readonly placeholder: string;
  readonly answers: readonly Answer<Choices>[];
  /** The one that is marked to begin with. */
  readonly marked: Answer<Choices> | undefined;
  /** For what may be typed instead; undefined while the text is no answer. */
  readonly typed?: (text: string) => Answer<Choices> | undefined;
}

/** A question about what is chosen so far; undefined when there is nothing to ask. */
export type Step<Choices> = (chosen: Choices) => Question<Choices> | undefined;

/** Asks one question after the other, with a way back. Undefined when dismissed. */
export async function askInSteps<Choices>(
  title: string,
  steps: readonly Step<Choices>[],
  before: Choices,
): Promise<Choices | undefined> {
  const asked: { readonly at: number; readonly chosen: Choices }[] = [];
  let chosen = before;
  for (let at = 0; at < steps.length; at++) {
    const question = steps[at]?.(chosen);
    if (!question) continue;
    const total = asked.length + steps.slice(at).filter((step) => step(chosen) !== undefined).length;
    const reply = await ask(title, question, { step: asked.length + 1, total });
    if (reply === undefined) return undefined;
    if (reply !== 'back') {
      asked.push({ at, chosen });
      chosen = reply.leadsTo;
      continue;
    }
    const previous = asked.pop();
    if (previous) chosen = previous.chosen;
    at = (previous?.at ?? at) - 1;
  }
  return chosen;
}

async function ask<Choices>(
  title: string,
  { placeholder, answers, marked, typed }: Question<Choices>,
  { step, total }: { readonly step: number; readonly total: number },
): Promise<Answer<Choices> | 'back' | undefined> {
  const pick = vscode.window.createQuickPick<Answer<Choices>>();
  Object.assign(pick, { title, step, totalSteps: total, placeholder, ignoreFocusOut: true, matchOnDescription: true });
  pick.items = answers;
  pick.activeItems = marked ? [marked] : [];
  if (step > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  if (typed)
    pick.onDidChangeValue((value) => {
      const own = value.trim() === '' ? undefined : typed(value.trim());
      pick.items = own ? [own, ...answers] : answers;
    });
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidAccept(() => {
        const [picked] = pick.selectedItems;
        if (picked) resolve(picked);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
