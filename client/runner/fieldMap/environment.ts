import { filled, type BodyPart, type ContainerScope } from './scope';

/**
 * Who wins, from high to low: what ECS injects, the run's own values, secrets, environment, the image, and the Region
 * pair, which comes only where none of the others has either of its names (runner.md §1.7).
 */
export function mapEnvironment(scope: ContainerScope): BodyPart {
  const { container, name, options } = scope;
  const overrides = options.environment?.[name] ?? {};
  const variables = new Map<string, string>();
  for (const { name: key, value } of container.environment ?? []) if (key) variables.set(key, value ?? '');
  announceFiles(scope);
  refuseUnresolvedSecrets(scope, overrides);
  for (const [key, value] of Object.entries(overrides)) variables.set(key, value);
  for (const [key, value] of regionPair(scope, variables)) variables.set(key, value);
  variables.set('AWS_EXECUTION_ENV', scope.target === 'FARGATE' ? 'AWS_ECS_FARGATE' : 'AWS_ECS_EC2');
  return { config: { Env: [...variables].map(([key, value]) => `${key}=${value}`) } };
}

function announceFiles({ container, pointer, name, report }: ContainerScope): void {
  filled(container.environmentFiles)?.forEach((file, index) =>
    report.notice(
      'ignored',
      'environment-file',
      `${pointer}/environmentFiles/${index}`,
      `The variables of ${file.value ?? 'the file'} are not read from S3; give ${name} those it needs with --env.`,
    ),
  );
}

/** A value given for the run stands in for a secret; without one the container would start on something ECS never gives. */
function refuseUnresolvedSecrets(scope: ContainerScope, given: Readonly<Record<string, string>>): void {
  scope.container.secrets?.forEach(({ name: secret }, index) => {
    if (secret === undefined) return;
    const pointer = `${scope.pointer}/secrets/${index}`;
    if (Object.hasOwn(given, secret))
      scope.report.notice('substituted', 'secret-given', pointer, `${secret} has the value given for this run.`);
    else
      scope.report.refuse(
        'secrets-unresolved',
        pointer,
        `Container ${scope.name} needs the secret ${secret}, and secrets are not fetched from AWS.`,
        `Give it a value for this run: --env ${scope.name}.${secret}=VALUE.`,
      );
  });
}

function regionPair(scope: ContainerScope, set: ReadonlyMap<string, string>): [string, string][] {
  const pair = ['AWS_REGION', 'AWS_DEFAULT_REGION'];
  const names = new Set([...set.keys(), ...(scope.imageFacts?.environment ?? []).map((line) => line.split('=', 1)[0])]);
  return pair.some((key) => names.has(key)) ? [] : pair.map((key) => [key, scope.region]);
}
