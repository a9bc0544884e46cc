import { Field } from '../document/field';
import { parseText } from '../document/parse';
import { type PlaceholderValue } from '../document/render';
import { syntaxMessage } from '../document/syntaxMessage';
import { Wildcard } from '../document/wildcard';
import { type Finding, type RuleSetting, ruleSettings } from '../lint/finding';
import { launchTypes } from '../model/launchTypes';
import { findRule, rules } from '../rules/index';
import type { ConfigurationFile, Extended, Override, Part } from './configuration';
import { Glob } from './glob';
import { groupNames } from './groups';
import { problem, unknownName, unknownValue, wrongType } from './problems';

const partMembers = ['rules', 'groups', 'launchType', 'comments', 'placeholders', 'values'];

/** The members of a configuration, and of one of its overrides. */
export const members = {
  configuration: ['$schema', 'extends', 'files', ...partMembers, 'overrides'],
  override: ['files', ...partMembers],
} as const;

/** Reads a configuration. Pure, and never throws: what is wrong with it is among its `problems`, at its place. */
export function readConfiguration(text: string, path: string): ConfigurationFile {
  const { root, problems } = parseText(text, { jsonc: true });
  const reader = new Reader();
  for (const wrong of problems) {
    const { code, offset, length } = wrong;
    const empty = 'The file is empty; a configuration is an object: {}';
    const message = code === 'Empty' ? empty : syntaxMessage(wrong, text);
    reader.problems.push(problem('config-syntax', { offset, length }, message));
  }
  const field = reader.object(root && Field.of(root), 'a configuration');
  reader.names(field, members.configuration);
  return {
    path,
    text,
    extends: reader.extended(field?.member('extends')),
    files: field?.member('files') && reader.globs(field.member('files')),
    ...reader.part(field),
    overrides: reader.items(field?.member('overrides')).flatMap((item) => reader.override(item)),
    problems: reader.problems,
  };
}

class Reader {
  readonly problems: Finding[] = [];

  object(field: Field | undefined, what: string): Field | undefined {
    if (!field || field.type === 'object') return field;
    this.problems.push(wrongType(field, `${what}: an object`));
    return undefined;
  }

  /** Reports members of other names. */
  names(field: Field | undefined, known: readonly string[]): void {
    for (const member of field?.members() ?? []) {
      if (!known.includes(member.name ?? '')) {
        this.problems.push(unknownName('config-unknown-member', member, 'The member', known));
      }
    }
  }

  part(field: Field | undefined): Part {
    const launchType = field?.member('launchType');
    return {
      groups: this.settings(field?.member('groups'), 'The group', (name) => groupNames.includes(name), groupNames),
      rules: this.settings(
        field?.member('rules'),
        'The rule',
        (id) => findRule(id) !== undefined,
        rules.map(({ id }) => id),
      ),
      launchType: launchType && this.oneOf(launchType, 'The launch type', launchTypes),
      comments: this.flag(field?.member('comments')),
      placeholders: this.strings(field?.member('placeholders')).flatMap((item) => this.wildcard(item)),
      values: this.values(field?.member('values')),
    };
  }

  override(item: Field): Override[] {
    const field = this.object(item, 'an override');
    if (!field) return [];
    this.names(field, members.override);
    const files = field.member('files');
    if (!files) {
      this.problems.push(
        problem(
          'config-value',
          { offset: field.span.offset, length: 1 },
          'An override says with "files" what it is about',
          {
            pointer: field.pointer,
          },
        ),
      );
    }
    return [{ files: this.globs(files), ...this.part(field) }];
  }

  extended(field: Field | undefined): Extended[] {
    return this.strings(field).map(({ text, span }) => ({ name: text!, ...span }));
  }

  globs(field: Field | undefined): Glob[] {
    return this.strings(field).flatMap((item) => this.parsed(item, Glob.parse(item.text!)));
  }

  wildcard(item: Field): Wildcard[] {
    return this.parsed(item, Wildcard.parse(item.text!));
  }

  parsed<T extends object>(item: Field, result: T | { readonly problem: string }): T[] {
    if (!('problem' in result)) return [result];
    this.problems.push(problem('config-pattern', item.span, result.problem, { pointer: item.pointer }));
    return [];
  }

  /** Severities by name. A name nobody knows is reported and counts for nothing. */
  settings(
    field: Field | undefined,
    what: string,
    isKnown: (name: string) => boolean,
    known: readonly string[],
  ): (readonly [string, RuleSetting])[] {
    return (this.object(field, 'severities by name')?.members() ?? []).flatMap((member) => {
      const name = member.name ?? '';
      const setting = this.oneOf(member, 'A severity', ruleSettings);
      if (isKnown(name)) return setting === undefined ? [] : [[name, setting] as const];
      this.problems.push(unknownName('config-unknown-rule', member, what, known));
      return [];
    });
  }

  oneOf<T extends string>(field: Field, what: string, allowed: readonly T[]): T | undefined {
    const value = allowed.find((one) => one === field.text);
    if (value === undefined) this.problems.push(unknownValue(field, what, allowed));
    return value;
  }

  flag(field: Field | undefined): boolean | undefined {
    if (field && field.bool === undefined) this.problems.push(wrongType(field, 'true or false'));
    return field?.bool;
  }

  values(field: Field | undefined): ReadonlyMap<string, PlaceholderValue> {
    const values = new Map<string, PlaceholderValue>();
    for (const member of this.object(field, 'values by the name of their placeholder')?.members() ?? []) {
      const value = member.node.value as unknown;
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        values.set(member.name ?? '', value);
      } else this.problems.push(wrongType(member, 'a text, a number, true or false'));
    }
    return values;
  }

  /** The texts of a list; one text counts as a list of one. */
  strings(field: Field | undefined): Field[] {
    const items = field?.type === 'string' ? [field] : this.items(field, 'a text or a list of texts');
    return items.filter((item) => {
      if (item.text === undefined) this.problems.push(wrongType(item, 'a text'));
      return item.text !== undefined;
    });
  }

  items(field: Field | undefined, expected = 'a list'): readonly Field[] {
    if (!field || field.type === 'array') return field?.items() ?? [];
    this.problems.push(wrongType(field, expected));
    return [];
  }
}
