import path from 'node:path';
import type { Missing } from '../overrides';
import { parseEnvironmentFile } from './environmentFile';
import { forwardVariables } from './firelens/routed';
import { routerVariables } from './firelens/router';
import type { BodyPart, ContainerScope } from './scope';

/**
 * Who wins, from high to low: what ECS injects, the run's own values, secrets, environment, environment files, of which
 * the first one wins, the image, and the Region pair, which comes only where none of the others has either of its names
 * (runner.md §1.7).
 */
export function mapEnvironment(scope: ContainerScope): BodyPart {
  const { container, name, options } = scope;
  const overrides = options.environment?.[name] ?? {};
  const variables = new Map<string, string>(fromFiles(scope));
  for (const { name: key, value } of container.environment ?? []) if (key) variables.set(key, value ?? '');
  for (const [key, value] of secrets(scope, overrides)) variables.set(key, value);
  for (const [key, value] of Object.entries(overrides)) variables.set(key, value);
  for (const [key, value] of regionPair(scope, variables)) variables.set(key, value);
  for (const [key, value] of [...forwardVariables(scope), ...routerVariables(scope)]) variables.set(key, value);
  variables.set('AWS_EXECUTION_ENV', scope.target === 'FARGATE' ? 'AWS_ECS_FARGATE' : 'AWS_ECS_EC2');
  return { config: { Env: [...variables].map(([key, value]) => `${key}=${value}`) } };
}

/** Local files stand in for those on S3; without one the container would start on less than ECS gives it. */
function fromFiles(scope: ContainerScope): [string, string][] {
  const { container, pointer, name, report, around, options } = scope;
  const files = (container.environmentFiles ?? []).map(({ value: arn = '' }, index) => {
    const at = `${pointer}/environmentFiles/${index}`;
    if (options.overrides?.environmentFiles?.[arn] === null) {
      const text = `Container ${name} runs without the variables of ${arn}, as ${options.overrides.from} says.`;
      report.notice('ignored', 'environment-file', at, text);
      return [];
    }
    const given = around.given?.environmentFiles.get(arn);
    if (given && 'text' in given) {
      report.notice('substituted', 'environment-file', at, `The variables of ${arn} are read from ${given.path}.`);
      return parseEnvironmentFile(given.text);
    }
    const fetched = around.given?.aws?.get(arn);
    if (typeof fetched === 'string') return parseEnvironmentFile(fetched);
    const lacking = given && options.overrides?.environmentFiles?.[arn] ? `, and ${given.missing}` : '';
    const { why, next } = unfetched(scope, fetched);
    const local = path.posix.basename(arn) || 'web.env';
    report.refuse(
      'environment-file-missing',
      at,
      `Container ${name} reads variables from ${arn || 'S3'}${why}${lacking}.`,
      either(
        next,
        `put ${local} beside the task definition, or name a file in ecs.local.json: ` +
          `"environmentFiles": { "${arn}": "./${local}" }, or null to run without.`,
      ),
    );
    return [];
  });
  return files.reverse().flat();
}

/**
 * A value given for the run stands in for a secret, else AWS has been asked for it; without one the container would
 * start on something ECS never gives.
 */
function secrets(scope: ContainerScope, given: Readonly<Record<string, string>>): [string, string][] {
  const { name: container, report, options, around } = scope;
  return (scope.container.secrets ?? []).flatMap(({ name: secret, valueFrom = '' }, index): [string, string][] => {
    if (secret === undefined) return [];
    const pointer = `${scope.pointer}/secrets/${index}`;
    const local = around.given?.secrets.get(container)?.get(secret);
    const isGiven = Object.hasOwn(given, secret);
    if (isGiven || typeof local === 'string') {
      const by = isGiven ? 'the value given for this run' : `the value that ${options.overrides?.from} gives it`;
      report.notice('substituted', 'secret-given', pointer, `${secret} has ${by}.`);
      return isGiven ? [] : [[secret, local as string]];
    }
    const fetched = around.given?.aws?.get(valueFrom);
    if (typeof fetched === 'string') return [[secret, fetched]];
    const { why, next } = unfetched(scope, fetched);
    const now = `for one run in a terminal: --env ${container}.${secret}=VALUE.`;
    const inFile =
      `give it a value in ecs.local.json beside the file: ` +
      `"containers": { "${container}": { "secrets": { "${secret}": { "env": "${secret}" } } } }, or ${now}`;
    report.refuse(
      'secrets-unresolved',
      pointer,
      `Container ${container} needs the secret ${secret}${local ? `: ${local.missing}` : why}.`,
      local?.next === undefined ? either(next, inFile) : either(local.next, now),
    );
    return [];
  });
}

/** Why AWS has not given something, to follow a name in a sentence, and a sentence for what to do about it. */
function unfetched(
  { options: { credentials } }: ContainerScope,
  fetched: Missing | undefined,
): { readonly why: string; readonly next: string | undefined } {
  if (fetched) return { why: `: ${fetched.missing}`, next: fetched.next };
  if (credentials) return { why: ', which AWS is not asked for again', next: undefined };
  return {
    why: ', and AWS is not asked without a profile',
    next: 'Choose a profile to ask AWS with (in a terminal: --profile NAME).',
  };
}

/** A sentence for what can be done always, behind the one for what is the matter. */
const either = (next: string | undefined, always: string): string =>
  next === undefined ? always.charAt(0).toUpperCase() + always.slice(1) : `${next} Or ${always}`;

function regionPair(scope: ContainerScope, set: ReadonlyMap<string, string>): [string, string][] {
  const pair = ['AWS_REGION', 'AWS_DEFAULT_REGION'];
  const names = new Set([...set.keys(), ...(scope.imageFacts?.environment ?? []).map((line) => line.split('=', 1)[0])]);
  return pair.some((key) => names.has(key)) ? [] : pair.map((key) => [key, scope.region]);
}
