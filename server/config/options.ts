import type { ParseOptions } from '../document/document';
import type { PlaceholderValue } from '../document/render';
import type { Wildcard } from '../document/wildcard';
import type { LintOptions, RuleSetting } from '../lint/finding';
import type { LaunchType } from '../model/taskDefinition';
import { rules } from '../rules/index';
import type { ConfigurationFile, Part } from './configuration';
import { isInGroup, profiles } from './groups';
import { below, folderOf, isConfigurationName } from './paths';

/** A configuration with everything it extends: what is weaker comes first. */
export interface Configuration {
  /** The file that was found or named. */
  readonly path: string;
  readonly layers: readonly Layer[];
  /** Every file that was read for it; their `problems` are to be shown. */
  readonly files: readonly ConfigurationFile[];
}

export interface Profile {
  readonly profile: string;
}

export type Layer = ConfigurationFile | Profile;

/** What a person says outside of any configuration file. */
export interface Said {
  /** Of the editor: it counts where the configuration says nothing. */
  readonly settings?: LintOptions['severities'];
  /** Of the command line: it wins over the configuration. */
  readonly flags?: Flags;
}

export interface Flags {
  /** By name of a group, in their order; as in a configuration, rules win over groups. */
  readonly groups?: Part['groups'];
  readonly severities?: LintOptions['severities'];
  /** What every definition is checked for, whatever it says itself. */
  readonly launchType?: LaunchType;
}

/** How one file is to be read and checked. */
export interface FileOptions {
  readonly parse: ParseOptions;
  readonly lint: LintOptions;
}

/**
 * The options for a file under a configuration, if there is one: flags win over the configuration, and that over the
 * editor's settings, so that a project is checked alike by everybody, while each run can still be told otherwise.
 * `path` is absolute and separated by `/`.
 */
export function optionsFor(path: string, configuration: Configuration | undefined, said: Said = {}): FileOptions {
  const parts = configuration ? partsFor(path, configuration) : [];
  const expected = configuration !== undefined && isNamed(path, configuration);
  const { settings, lint } = resolved(
    parts.map(({ part }) => part),
    parts.map(({ key }) => key).join(),
    configuration,
    said,
  );
  return { parse: { path, ...(expected && { expected }), ...settings }, lint };
}

/** Whether the configuration's `files` say that this is a task definition; a configuration never is one. */
export function isNamed(path: string, { layers }: Configuration): boolean {
  if (isConfigurationName(path)) return false;
  const files = layers.filter((layer) => 'path' in layer);
  const last = files.findLast((file) => file.files !== undefined);
  const relative = last && below(folderOf(last.path), path);
  return relative !== undefined && last?.files?.some((glob) => glob.matches(relative)) === true;
}

interface Applied {
  readonly part: Part | Profile;
  readonly key: string;
}

/** The parts that are about the file, the weakest first. */
function partsFor(path: string, { layers }: Configuration): Applied[] {
  return layers.flatMap((layer, index): Applied[] => {
    if ('profile' in layer) return [{ part: layer, key: `${index}` }];
    const relative = below(folderOf(layer.path), path);
    const overrides = layer.overrides
      .map((part, which) => ({ part, key: `${index}.${which}` }))
      .filter(({ part }) => relative !== undefined && part.files.some((glob) => glob.matches(relative)));
    return [{ part: layer, key: `${index}` }, ...overrides];
  });
}

interface Resolved {
  readonly settings: Omit<ParseOptions, 'path' | 'expected'>;
  readonly lint: LintOptions;
}

const nobody: object = {};
const known = new WeakMap<object, Map<string, Resolved>>();

/** Files with the same options get the same object, by which everything behind knows that nothing has changed. */
function resolved(
  parts: readonly (Part | Profile)[],
  key: string,
  configuration: Configuration | undefined,
  said: Said,
): Resolved {
  const owner = configuration ?? nobody;
  const cache = known.get(owner) ?? new Map<string, Resolved>();
  known.set(owner, cache);
  const whole = `${key} ${JSON.stringify(said)}`;
  const result = cache.get(whole) ?? resolve(parts, said);
  cache.set(whole, result);
  return result;
}

function resolve(parts: readonly (Part | Profile)[], { settings, flags = {} }: Said): Resolved {
  const severities: Record<string, RuleSetting> = { ...settings };
  const placeholders: Wildcard[] = [];
  const values = new Map<string, PlaceholderValue>();
  let { launchType }: { launchType?: LaunchType | undefined } = {};
  let comments: boolean | undefined;
  for (const part of parts) {
    if ('profile' in part) Object.assign(severities, Object.fromEntries(profiles[part.profile] ?? []));
    else {
      for (const [group, setting] of part.groups) applyGroup(severities, group, setting);
      for (const [id, setting] of part.rules) severities[id] = setting;
      placeholders.push(...part.placeholders);
      for (const [name, value] of part.values) values.set(name, value);
      launchType = part.launchType ?? launchType;
      comments = part.comments ?? comments;
    }
  }
  for (const [group, setting] of flags.groups ?? []) applyGroup(severities, group, setting);
  return {
    settings: {
      ...(placeholders.length > 0 && { placeholders }),
      ...(values.size > 0 && { values }),
      ...(launchType !== undefined && { launchType }),
      ...(flags.launchType !== undefined && { as: flags.launchType }),
      ...(comments !== undefined && { comments }),
    },
    lint: { severities: { ...severities, ...flags.severities } },
  };
}

/** A group's setting leaves rules that are off by default alone, unless they were turned on or it is about them. */
function applyGroup(severities: Record<string, RuleSetting>, group: string, setting: RuleSetting): void {
  for (const rule of rules) {
    if (!isInGroup(rule, group)) continue;
    const isOff = rule.off === true && (severities[rule.id] ?? 'off') === 'off';
    if (group === 'opinion' || setting === 'off' || !isOff) severities[rule.id] = setting;
  }
}
