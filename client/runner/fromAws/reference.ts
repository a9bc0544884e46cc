import { parseArn } from '../../../server/index';
import type { SecretVersion } from '../../aws/service';
import type { Missing } from '../overrides';

/** What a `valueFrom` names (runner.md §1.7). Without a Region it is in that of the task. */
export type Reference =
  | {
      readonly kind: 'secret';
      readonly id: string;
      readonly version: SecretVersion;
      /** The member of the secret's JSON; without one the whole text is meant. */
      readonly jsonKey: string | undefined;
      readonly region: string | undefined;
    }
  | { readonly kind: 'parameter'; readonly name: string; readonly region: string | undefined };

/** Secrets Manager by its ARN with up to three selectors behind it; anything else is a parameter of Systems Manager. */
export function parseReference(valueFrom: string): Reference {
  const arn = parseArn(valueFrom);
  if (arn?.service !== 'secretsmanager') return { kind: 'parameter', name: valueFrom, region: arn?.region };
  const parts = valueFrom.split(':');
  const [jsonKey = '', versionStage = '', versionId = ''] = parts.slice(7);
  return {
    kind: 'secret',
    id: parts.slice(0, 7).join(':'),
    version: { ...(versionStage && { versionStage }), ...(versionId && { versionId }) },
    jsonKey: jsonKey === '' ? undefined : jsonKey,
    region: arn.region,
  };
}

/** What a `credentialsParameter` names: a secret, even by its name alone. */
export function parseCredentialsParameter(text: string): Reference {
  if (text.startsWith('arn:')) return parseReference(text);
  return { kind: 'secret', id: text, version: {}, jsonKey: undefined, region: undefined };
}

/** One member of a secret that is JSON, as text. The words of the first failure are those of the ECS agent. */
export function memberOf(secret: string, jsonKey: string): string | Missing {
  const json = parsed(secret);
  if (json === undefined)
    return {
      missing: `the secret is not JSON, so it has no key ${jsonKey}`,
      next: 'Correct valueFrom, or the secret.',
    };
  if (!Object.hasOwn(json, jsonKey))
    return {
      missing: `retrieved secret from Secrets Manager did not contain json key ${jsonKey}`,
      next: 'Correct the key in valueFrom, or the secret.',
    };
  const value: unknown = Reflect.get(json, jsonKey);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
