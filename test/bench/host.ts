import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** What a fresh extension host is asked; each question is about something that has never happened in it before. */
export type Question = 'activation' | 'task-definition.json' | 'other.css';

/** Milliseconds from opening a file until the editor shows it, and until its first problem is known. */
export interface Opening {
  readonly shown: number;
  readonly problem: number;
}

/** Called by VS Code. Writes JSON to the report: milliseconds of the activation, or an Opening. */
export async function run(): Promise<void> {
  const report = process.env['HOST_REPORT'];
  const question = process.env['BENCH_QUESTION'] as Question | undefined;
  if (report === undefined || question === undefined) throw new Error('HOST_REPORT or BENCH_QUESTION is missing');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'loads the editor' }));
  await idle();
  const answer = question === 'activation' ? await activation() : await opening(question);
  writeFileSync(report, JSON.stringify(answer));
}

async function activation(): Promise<number> {
  const extension = vscode.extensions.getExtension('taskdef.taskdef');
  if (extension === undefined || extension.isActive) throw new Error('the extension is missing or active already');
  const began = performance.now();
  await extension.activate();
  return performance.now() - began;
}

async function opening(file: string): Promise<Opening> {
  const [found] = await vscode.workspace.findFiles(`**/${file}`);
  if (found === undefined) throw new Error(`${file} is not there`);
  const began = performance.now();
  const problem = new Promise<number>((resolve) => {
    const watching = vscode.languages.onDidChangeDiagnostics(() => {
      if (vscode.languages.getDiagnostics(found).length === 0) return;
      watching.dispose();
      resolve(performance.now() - began);
    });
  });
  await vscode.window.showTextDocument(found);
  return { shown: performance.now() - began, problem: await problem };
}

/** The host is busy with its own start when the suite begins: waits until its event loop answers at once. */
async function idle(): Promise<void> {
  for (let calm = 0; calm < 20;) {
    const began = performance.now();
    await new Promise((next) => setTimeout(next, 50));
    calm = performance.now() - began < 60 ? calm + 1 : 0;
  }
}
