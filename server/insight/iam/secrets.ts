import { arnParts } from './arnParts';
import { type Home, arnAt } from './home';
import type { Statement } from './policy';

/**
 * What reading a `valueFrom` takes: of a Secrets Manager ARN the secret without its selectors, of anything else the
 * parameter. Grammar: rules.md §2.10, from the ECS API Reference (Secret).
 */
export function readSecret(valueFrom: string, home: Home, reason: string): Statement {
  if (/^arn:[^:]*:secretsmanager:/.test(valueFrom)) {
    return { actions: ['secretsmanager:GetSecretValue'], resource: secretArn(valueFrom), reason };
  }
  const isArn = valueFrom.startsWith('arn:');
  const resource = isArn ? valueFrom : arnAt(home, 'ssm', `parameter/${valueFrom.replace(/^\//, '')}`);
  return { actions: ['ssm:GetParameters'], resource, reason };
}

/** A secret that is named by its ARN, or, as `credentialsParameter` may be, by its name alone. */
export const readNamedSecret = (secret: string, home: Home, reason: string): Statement =>
  /^arn:[^:]*:ssm:/.test(secret)
    ? readSecret(secret, home, reason)
    : {
        actions: ['secretsmanager:GetSecretValue'],
        resource: secret.startsWith('arn:')
          ? secretArn(secret)
          : arnAt(home, 'secretsmanager', `secret:${secret}-??????`),
        reason,
      };

/** Without `:json-key:stage:id`; a name without its six random characters gets them as wildcards. */
function secretArn(arn: string): string {
  const parts = arnParts(arn, 10).slice(0, 7);
  const name = parts[6];
  if (name === undefined) return arn;
  return parts.join(':') + (/-[A-Za-z0-9]{6}$|[*?}>%)]$/.test(name) ? '' : '-??????');
}
