import { readFileSync, writeFileSync } from 'node:fs';
import type { Said } from '../../../server/index';
import { NotText, decode } from '../decode';
import { type CheckOptions, type Checked, type CheckedText, checkText } from './checkText';
import { type ConfigurationChoice, ProjectConfiguration } from './configuration';
import type { Input } from './inputs';
import { whyUnreadable } from './whyUnreadable';
import type { Unreadable } from './outcome';

/** How files are to be checked, said so that it can be told to another thread. */
export interface CheckSettings {
  readonly cwd: string;
  readonly choice: ConfigurationChoice;
  readonly said: Said;
  readonly fix: boolean;
  readonly remedies: boolean;
}

export interface FileInput extends Input {
  readonly file: string;
}

export const isFile = (input: Input): input is FileInput => input.file !== undefined;

export const isUnreadable = (result: Checked | Unreadable): result is Unreadable => 'reason' in result;

/** Checks what it is given, each under its own configuration. What cannot be read is told, never thrown. */
export class Checker {
  readonly project: ProjectConfiguration;

  constructor(private readonly settings: CheckSettings) {
    this.project = new ProjectConfiguration(settings.cwd, settings.said, settings.choice);
  }

  /** Checks a file, and writes it when fixing changed it. */
  async checkFile({ path, file }: FileInput): Promise<Checked | Unreadable> {
    try {
      const before = decode(readFileSync(file));
      const { text, ...checked } = checkText(before, path, await this.#optionsFor(file));
      if (text !== before) writeFileSync(file, text);
      return checked;
    } catch (error) {
      return unreadable(path, error);
    }
  }

  /** Checks what came through standard input; `offered` when its name says nothing. */
  async checkStdin(bytes: Uint8Array, path: string, offered: boolean): Promise<CheckedText | Unreadable> {
    try {
      return checkText(decode(bytes), path, { ...(await this.#optionsFor(path)), offered });
    } catch (error) {
      return unreadable(path, error);
    }
  }

  async #optionsFor(path: string): Promise<CheckOptions> {
    const { fix, remedies } = this.settings;
    return { fix, remedies, under: await this.project.optionsFor(path) };
  }
}

const unreadable = (path: string, error: unknown): Unreadable => ({
  path,
  reason: error instanceof NotText ? error.message : whyUnreadable(error),
});
