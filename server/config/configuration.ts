import type { PlaceholderValue } from '../document/render';
import type { Span } from '../document/span';
import type { Wildcard } from '../document/wildcard';
import type { Finding, RuleSetting } from '../lint/finding';
import type { LaunchType } from '../model/taskDefinition';
import type { Glob } from './glob';

/** What a configuration says about some files: all, or those of an override. */
export interface Part {
  /** By name of a group, in the order of the text: later ones win. */
  readonly groups: readonly (readonly [string, RuleSetting])[];
  /** By rule id; they win over groups. */
  readonly rules: readonly (readonly [string, RuleSetting])[];
  readonly launchType: LaunchType | undefined;
  readonly comments: boolean | undefined;
  readonly placeholders: readonly Wildcard[];
  readonly values: ReadonlyMap<string, PlaceholderValue>;
}

export interface Override extends Part {
  /** Which files it is about, relative to the configuration's folder. */
  readonly files: readonly Glob[];
}

/** What another configuration is called, and where the text says so. */
export interface Extended extends Span {
  readonly name: string;
}

/** One `.taskdefrc.json`, read. Whatever could be understood counts; the rest is in `problems`. */
export interface ConfigurationFile extends Part {
  /** Absolute, separated by `/`. */
  readonly path: string;
  readonly text: string;
  readonly extends: readonly Extended[];
  /** Files that are task definitions whatever their name; undefined where it does not say. */
  readonly files: readonly Glob[] | undefined;
  readonly overrides: readonly Override[];
  readonly problems: readonly Finding[];
}
