import {
  type Flags,
  type RuleSetting,
  closest,
  findRule,
  groupNames,
  ruleSettings,
  rules,
} from '../../../server/index';
import { Failure, exits } from '../failure';
import type { CheckArguments, RuleFlag } from './options';

/** What the options say about rules and launch type. Fails with a sentence when they name what is not there. */
export function flagsOf({ rule = [], launchType }: Pick<CheckArguments, 'rule' | 'launchType'>): Flags {
  const settings = rule.map(({ name, setting }) => [nameOf(name), settingOf({ name, setting })] as const);
  return {
    groups: settings.filter(([name]) => groupNames.includes(name)),
    severities: Object.fromEntries(settings.filter(([name]) => !groupNames.includes(name))),
    ...(launchType && { launchType }),
  };
}

function nameOf(name: string): string {
  if (findRule(name) || groupNames.includes(name)) return name;
  const meant = closest(name, [...rules.map(({ id }) => id), ...groupNames]);
  throw new Failure(
    `--rule names "${name}", which is neither a rule nor a group of rules.`,
    exits.misuse,
    meant ? `Did you mean ${meant}?` : 'List the rules and their groups with: taskdef rules',
  );
}

function settingOf({ name, setting }: RuleFlag): RuleSetting {
  const known = ruleSettings.find((each) => each === setting);
  if (known) return known;
  throw new Failure(
    `--rule ${name}=${setting}: "${setting}" is no severity.`,
    exits.misuse,
    `It is one of: ${ruleSettings.join(', ')}.`,
  );
}
