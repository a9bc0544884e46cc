import type { TaskDefinition } from '../../../server/index';
import { filesOnS3 } from '../filesOnS3';
import { passedOnSecrets } from '../fieldMap/logging';
import { withOverrides, type GivenValues } from '../overrides';
import type { RunOptions } from '../plan';

/** What a run has to ask AWS for, each once. */
export interface Wanted {
  /** By `valueFrom`. */
  readonly secrets: readonly string[];
  /** By the ARN of the object on S3. */
  readonly files: readonly string[];
}

/** All that the definition takes from AWS, but what this machine has given for it. */
export function wantedFromAws(definition: TaskDefinition, options: RunOptions, given: GivenValues): Wanted {
  const { containerDefinitions = [] } = withOverrides(definition, options.overrides);
  const secrets = containerDefinitions.flatMap((container) => {
    const { name = '' } = container;
    const isGiven = (secret: string) =>
      Object.hasOwn(options.environment?.[name] ?? {}, secret) ||
      typeof given.secrets.get(name)?.get(secret) === 'string';
    const variables = (container.secrets ?? []).filter((secret) => secret.name !== undefined && !isGiven(secret.name));
    return [...variables, ...passedOnSecrets(container, containerDefinitions, options)].flatMap(
      ({ valueFrom }) => valueFrom ?? [],
    );
  });
  const files = containerDefinitions
    .flatMap(filesOnS3)
    .filter((arn) => options.overrides?.environmentFiles?.[arn] !== null)
    .filter((arn) => !isRead(given.environmentFiles.get(arn)));
  return { secrets: [...new Set(secrets)], files: [...new Set(files)] };
}

const isRead = (file: ReturnType<GivenValues['environmentFiles']['get']>): boolean =>
  file !== undefined && 'text' in file;
