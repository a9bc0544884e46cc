import * as vscode from 'vscode';

export interface Choice {
  readonly label: string;
  run(): unknown;
}

const show = {
  info: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

/** A message with buttons that nobody has to answer: the command does not wait for it. */
export function offer(level: keyof typeof show, message: string, choices: readonly Choice[]): void {
  void show[level](message, ...choices.map(({ label }) => label)).then((label) =>
    choices.find((choice) => choice.label === label)?.run(),
  );
}
