import type { RuleSetting } from '../lint/finding';
import type { Rule } from '../rules/define';
import { rules } from '../rules/index';

/** What nearly every file lacks and nothing breaks without (rulings 24 and 29). */
const hygiene: ReadonlySet<string> = new Set([
  'user-not-set',
  'readonly-root-filesystem',
  'health-check-missing',
  'fargate-runtime-platform-missing',
  'log-configuration-missing',
  'image-latest-tag',
]);

/** What shows a secret to everybody who may read the definition, or hands the host to the container. */
const exposing = [
  'plaintext-credential',
  'aws-credentials-in-env',
  'splunk-token-plaintext',
  'log-option-plaintext-secret',
  'privileged',
  'docker-socket-mount',
  'sensitive-host-path',
  'capability-dangerous',
  'host-network-root-user',
];

/** What makes a break-in easier or its consequences worse. */
const weakening = [
  'user-root',
  'windows-user-admin',
  'host-network-mode',
  'pid-mode-host',
  'ipc-mode-host',
  'efs-transit-encryption',
  'same-role',
];

const security: ReadonlySet<string> = new Set([...exposing, ...weakening]);

/** The groups that gather rules of several groups of the catalogue, in words. */
export const topics: Readonly<Record<string, string>> = {
  opinion: 'Rules that are off by default: opinions, and advice that not everybody needs',
  hygiene: 'What nearly every file lacks and nothing breaks without',
  security: 'What exposes a secret, or makes a break-in easier or worse',
};

export const groupNames: readonly string[] = [...Object.keys(topics), ...new Set(rules.map(({ group }) => group))];

export function isInGroup(rule: Rule, group: string): boolean {
  if (group === 'opinion') return rule.off === true;
  if (group === 'hygiene') return hygiene.has(rule.id);
  return group === 'security' ? security.has(rule.id) : rule.group === group;
}

/** What `extends` can name. `recommended` is what holds without any configuration. */
export const profiles: Readonly<Record<string, readonly (readonly [string, RuleSetting])[]>> = {
  recommended: [],
  strict: [
    ...[...hygiene, ...weakening].map((id) => [id, 'warning'] as const),
    ...exposing.map((id) => [id, 'error'] as const),
  ],
};
