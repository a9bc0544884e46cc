import { type Change, applyChanges } from '../document/change';
import { type Document, type ParseOptions, parseDocument } from '../document/document';
import type { Path } from '../document/pointer';
import { lint } from '../lint/engine';
import type { Finding, LintOptions } from '../lint/finding';
import { compatible } from '../lint/fix';
import { awsFacts } from '../rules/facts';
import { addAwslogs } from '../rules/logging/logConfigurationMissing';
import { capacitiesOf } from './capacities';
import { fargateSizing } from './fargateSizing';
import { withoutMembers } from './lostMembers';

/** A definition made to fit Fargate as far as that goes without knowing what it is for. */
export interface FargateVersion {
  readonly text: string;
  /** Names of members that Fargate does not take and that are gone, in the order of the text, each once. */
  readonly without: readonly string[];
  /** Errors that are left: what only a person can decide, such as which execution role to use. */
  readonly left: readonly Finding[];
}

/**
 * Rules whose first fix does nothing but what Fargate demands, whatever the task is for. Not among them: roles (which
 * nobody can invent), GPUs, Windows versions, gMSA, FireLens configurations in S3, ports that two containers share.
 */
export const mechanical: ReadonlySet<string> = new Set([
  'fargate-network-mode',
  'awsvpc-host-port-mismatch',
  'awsvpc-host-port-zero',
  'hostname-awsvpc',
  'extra-hosts-awsvpc',
  'dns-servers-awsvpc',
  'dns-search-awsvpc',
  'disable-networking-awsvpc',
  'links-awsvpc',
  'fargate-privileged',
  'fargate-docker-security-options',
  'fargate-devices',
  'fargate-shared-memory-size',
  'fargate-swap',
  'fargate-capability-add',
  'fargate-pid-mode-host',
  'fargate-ipc-mode',
  'fargate-host-source-path',
  'fargate-docker-volume',
  'fargate-placement-constraints',
  'start-timeout-range',
  'stop-timeout-range',
  'awslogs-stream-prefix',
]);

/** Drivers that keep the log where the container runs; the others send it somewhere, which is a person's choice. */
const localDrivers: ReadonlySet<string | undefined> = new Set(['json-file', 'journald']);

/** More than any file needs, in case two fixes undo each other. */
const maximumRounds = 10;

/** The file with all mechanical changes that Fargate needs. Undefined where there is no whole definition that can be read, or nothing to do. */
export function makeFargate(
  document: Document,
  parse: ParseOptions,
  options: LintOptions = {},
): FargateVersion | undefined {
  const { task, form, problems } = document;
  if (task?.root?.type !== 'object' || form === 'pascal-case' || problems.length > 0) return undefined;
  if (task.isFargate && fitsFargate(document, options)) return undefined;
  const read = (text: string): Document => parseDocument(text, parse);
  let current = read(applyChanges(document.text, requireFargate(document)));
  current = read(applyChanges(current.text, logsToCloudWatch(current)));
  for (let round = 0; round < maximumRounds; round++) {
    const changes = compatible(mechanicalFixes(current, options)).flat();
    if (changes.length === 0) break;
    current = read(applyChanges(current.text, changes));
  }
  current = read(applyChanges(current.text, fargateSizing(current)));
  current = read(applyChanges(current.text, emptied(document, current)));
  const left = lint(current, options).filter(({ severity }) => severity === 'error');
  return { text: current.text, without: withoutMembers(document, current), left };
}

const fitsFargate = (document: Document, options: LintOptions): boolean =>
  capacitiesOf(document, options)?.capacities.find(({ type }) => type === 'FARGATE')?.fits !== 'no';

/** FARGATE joins what the file names; EXTERNAL leaves, because it has no awsvpc mode. */
function requireFargate({ task }: Document): Change[] {
  const root = task!.root!;
  const named = root.get('requiresCompatibilities')?.toJson();
  const kept: unknown[] = Array.isArray(named) ? named.filter((type) => type !== 'EXTERNAL') : [];
  if (kept.includes('FARGATE') && Array.isArray(named) && kept.length === named.length) return [];
  const to = kept.includes('FARGATE') ? kept : [...kept, 'FARGATE'];
  return [{ set: [...root.path, 'requiresCompatibilities'], to }];
}

/** Only where the Region can be read from the file: a log that goes nowhere is no improvement. */
function logsToCloudWatch({ task }: Document): Change[] {
  if (!task || awsFacts(task).region.startsWith('<')) return [];
  return task.containers
    .filter((container) => localDrivers.has(container.get('logConfiguration')?.get('logDriver')?.text))
    .map((container) => addAwslogs(task, container));
}

/** From the end of the text to its start, so that the steps go together; without the roles that a fix would make up. */
const mechanicalFixes = (document: Document, options: LintOptions): (readonly Change[])[] =>
  lint(document, options)
    .filter(({ rule }) => mechanical.has(rule))
    .flatMap(({ fixes }) => fixes.slice(0, 1))
    .map((fix) => fix.changes().filter((change) => !('set' in change) || change.set.at(-1) !== 'executionRoleArn'))
    .filter((changes) => changes.length > 0)
    .reverse();

/** Objects that held something before and hold nothing now: `"linuxParameters": {}` and the like. */
function emptied(before: Document, after: Document): Change[] {
  const paths: Path[] = (after.task?.containers ?? []).flatMap(({ path }) => [
    [...path, 'linuxParameters', 'capabilities'],
    [...path, 'linuxParameters'],
  ]);
  return paths
    .filter((path) => isEmptyAt(after, path) && !isEmptyAt(before, path))
    .map((path): Change => ({ remove: path }))
    .reverse();
}

function isEmptyAt({ root }: Document, path: Path): boolean {
  let field = root;
  for (const part of path) field = typeof part === 'number' ? field?.item(part) : field?.member(part);
  return field?.isEmpty ?? false;
}
