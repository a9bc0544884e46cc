import type { Field } from '../../document/field';
import type { SchemaNode } from '../../schema/lookup';
import type { Fix, Found, ShapeRule } from '../define';
import { defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { removeMember, setValue } from '../fixes';
import { closest } from '../similar';
import { api } from '../sources';
import { listed } from '../words';
import { label } from './values';

export const enumValueUnknown = defineRule<ShapeRule>({
  id: 'enum-value-unknown',
  group: 'json',
  severity: 'error',
  summary: 'Only certain words are allowed here, in exactly this spelling',
  why: 'ECS compares these words letter by letter, upper and lower case included.',
  source: api('RegisterTaskDefinition'),
  yieldsTo: [
    'fargate-network-mode',
    'windows-network-mode',
    'external-network-mode',
    'managed-instances-network-mode',
    'fargate-os-unsupported',
    'managed-instances-os',
    'fargate-pid-mode-host',
    'fargate-ipc-mode',
  ],
  good: [inTask('"networkMode":"bridge","pidMode":"${PID}"')],
  examples: [
    { bad: inTask('"networkMode":«"Bridge"»'), fixed: inTask('"networkMode":"bridge"') },
    {
      bad: inTask('"runtimePlatform":{"cpuArchitecture":«"amd64"»}'),
      fixed: inTask('"runtimePlatform":{"cpuArchitecture":"X86_64"}'),
    },
    { bad: inTask('"networkMode":«"brigde"»'), fixed: inTask('"networkMode":"bridge"') },
    { bad: inTask('"networkMode":«"default"»'), fixed: inTask('') },
    { bad: inContainer('"versionConsistency":«"sometimes"»') },
    { bad: inTask('"runtimePlatform":{"operatingSystemFamily":«"WINDOWS_SERVER_2028_CORE"»}') },
  ],
  describe({ field, schema }) {
    const found = describeUnknownWord(field, schema);
    // Windows calls its network so where none is written; the API has no such word.
    if (field.name !== 'networkMode' || !/^(default|nat)$/i.test(field.text ?? '')) return found;
    return { ...found, severity: 'error', fixes: [removeMember(field)] };
  },
});

/**
 * A word that is not in the list: an error with a way out where it is plain which one was meant, else a warning, since
 * AWS adds values faster than anybody updates a tool (ruling 3).
 */
export function describeUnknownWord(
  field: Field,
  schema: SchemaNode,
  also: Readonly<Record<string, string>> = {},
): Found {
  const words = schema.values.map(({ value }) => value);
  const text = field.text ?? '';
  const same = words.find((word) => bare(word) === bare(text));
  const alias = { ...aliases, ...also }[text.toLowerCase()];
  const meant = same ?? (alias !== undefined && words.includes(alias) ? alias : closest(text, words));
  const isShort = words.length <= 15;
  return {
    at: field.value,
    severity: meant === undefined ? 'warning' : 'error',
    message: isShort
      ? `${label(field)} is ${listed(
          words.map((word) => `"${word}"`),
          'or',
        )}, not "${text}"`
      : `"${text}" is no value of ${label(field)} known to this version`,
    fixes: fixesFor(field, same, meant),
  };
}

function fixesFor(field: Field, same: string | undefined, meant: string | undefined): Fix[] {
  if (same !== undefined) return [setValue(field.path, same, { safe: true })];
  return meant === undefined ? [] : [setValue(field.path, meant)];
}

const bare = (text: string): string =>
  text
    .trim()
    .replaceAll(/[-_\s]/g, '')
    .toLowerCase();

/** Words other tools use for the values of ECS. */
const aliases: Readonly<Record<string, string>> = {
  amd64: 'X86_64',
  x64: 'X86_64',
  'x86-64': 'X86_64',
  intel: 'X86_64',
  aarch64: 'ARM64',
  arm: 'ARM64',
  graviton: 'ARM64',
  linux: 'LINUX',
  fargate: 'FARGATE',
  'managed-instances': 'MANAGED_INSTANCES',
  'fluent-bit': 'fluentbit',
  completed: 'COMPLETE',
  started: 'START',
  service_healthy: 'HEALTHY',
  service_started: 'START',
  service_completed_successfully: 'SUCCESS',
};
