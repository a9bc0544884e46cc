import { type RuleSetting, ruleSettings } from '../lint/finding';

/** What a person can set, per resource. Read here and nowhere else. */
export interface Settings {
  /** Globs of files that are task definitions whatever their name, relative to the workspace folder. */
  readonly files: readonly string[];
  readonly lint: {
    readonly enable: boolean;
    /** By rule id. */
    readonly rules: Readonly<Record<string, RuleSetting>>;
  };
  readonly inlayHints: { readonly enable: boolean };
  readonly codeLens: { readonly enable: boolean };
}

export const defaultSettings: Settings = {
  files: [],
  lint: { enable: true, rules: {} },
  inlayHints: { enable: true },
  codeLens: { enable: true },
};

/** The section of the configuration that is ours. */
export const settingsSection = 'taskdef';

const isSetting = (entry: [string, unknown]): entry is [string, RuleSetting] =>
  (ruleSettings as readonly unknown[]).includes(entry[1]);

/** Reads what the client sent for the section. A value of the wrong kind counts as not set; the rest still counts. */
export function readSettings(section: unknown): Settings {
  const flag = (group: 'lint' | 'inlayHints' | 'codeLens'): boolean => {
    const value = member(member(section, group), 'enable');
    return typeof value === 'boolean' ? value : defaultSettings[group].enable;
  };
  const files = member(section, 'files');
  return {
    files: Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [],
    lint: { enable: flag('lint'), rules: readRules(member(member(section, 'lint'), 'rules')) },
    inlayHints: { enable: flag('inlayHints') },
    codeLens: { enable: flag('codeLens') },
  };
}

function readRules(value: unknown): Record<string, RuleSetting> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(isSetting));
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
