import path from 'node:path';
import { parseEnvironmentFile } from './environmentFile';
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
  variables.set('AWS_EXECUTION_ENV', scope.target === 'FARGATE' ? 'AWS_ECS_FARGATE' : 'AWS_ECS_EC2');
  return { config: { Env: [...variables].map(([key, value]) => `${key}=${value}`) } };
}

/** Local files stand in for those on S3; without one the container would start on less than ECS gives it. */
function fromFiles({ container, pointer, name, report, around, options }: ContainerScope): [string, string][] {
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
    const why = given && options.overrides?.environmentFiles?.[arn] ? `, and ${given.missing}` : '';
    const local = path.posix.basename(arn) || 'web.env';
    report.refuse(
      'environment-file-missing',
      at,
      `Container ${name} reads variables from ${arn || 'S3'}, which is not fetched from AWS${why}.`,
      `Put ${local} beside the task definition, or name a file in ecs.local.json: ` +
        `"environmentFiles": { "${arn}": "./${local}" }, or null to run without.`,
    );
    return [];
  });
  return files.reverse().flat();
}

/** A value given for the run stands in for a secret; without one the container would start on something ECS never gives. */
function secrets(scope: ContainerScope, given: Readonly<Record<string, string>>): [string, string][] {
  const { name: container, report, options, around } = scope;
  return (scope.container.secrets ?? []).flatMap(({ name: secret }, index): [string, string][] => {
    if (secret === undefined) return [];
    const pointer = `${scope.pointer}/secrets/${index}`;
    const local = around.given?.secrets.get(container)?.get(secret);
    const isGiven = Object.hasOwn(given, secret);
    if (isGiven || typeof local === 'string') {
      const by = isGiven ? 'the value given for this run' : `the value that ${options.overrides?.from} gives it`;
      report.notice('substituted', 'secret-given', pointer, `${secret} has ${by}.`);
      return isGiven ? [] : [[secret, local as string]];
    }
    const why = local ? `: ${local.missing}` : ', and secrets are not fetched from AWS';
    report.refuse(
      'secrets-unresolved',
      pointer,
      `Container ${container} needs the secret ${secret}${why}.`,
      `Give it a value in ecs.local.json beside the file: "containers": { "${container}": { "secrets": ` +
        `{ "${secret}": { "env": "${secret}" } } } }, or for this run: --env ${container}.${secret}=VALUE.`,
    );
    return [];
  });
}

function regionPair(scope: ContainerScope, set: ReadonlyMap<string, string>): [string, string][] {
  const pair = ['AWS_REGION', 'AWS_DEFAULT_REGION'];
  const names = new Set([...set.keys(), ...(scope.imageFacts?.environment ?? []).map((line) => line.split('=', 1)[0])]);
  return pair.some((key) => names.has(key)) ? [] : pair.map((key) => [key, scope.region]);
}
