import { cases } from './cases';
import { inContainer, role } from './frames';

const secret = (valueFrom: string): string => inContainer(`"secrets":[{"name":"A","valueFrom":${valueFrom}}]`, role);
const sm = (resource: string, head = 'aws:secretsmanager:eu-west-1'): string =>
  `"arn:${head}:210987654321:${resource}"`;
const env = (name: string, value: string, task = ''): string =>
  inContainer(`"environment":[{"name":"${name}","value":"${value}"}]`, task);

cases('Where secrets come from', [
  [secret(sm('secret:a-AbCdEf'))],
  [secret(sm('secret:rds!cluster-0/+=.@_x-AbCdEf:key::'))],
  [secret(sm('secret:a-AbCdEf:::'))],
  [secret(sm('secret:a-AbCdEf::AWSPREVIOUS:'))],
  [secret(sm('secret:a-AbCdEf', 'aws-cn:secretsmanager:cn-north-1'))],
  [secret(sm('secret:a-AbCdEf', 'aws-us-gov:secretsmanager:us-gov-west-1'))],
  [secret(sm('parameter/a/b.c-d_e', 'aws-iso-b:ssm:us-isob-east-1'))],
  [secret('"/a/b"')],
  [secret('"a"')],
  [secret(`"${'a'.repeat(1011)}"`)],
  [secret('«"/a/b:3"»'), 'warning secret-value-from-format'],
  [secret('«"a b"»'), 'error secret-value-from-format'],
  [secret(`«${sm('secret:a-AbCdEf:key')}»`), 'error secret-arn-segments'],
  [secret(`«${sm('secret:a-AbCdEf:key:')}»`), 'error secret-arn-segments'],
  [secret(`«${sm('secret:a-AbCdEf:k:s:1')}»`), 'error secret-version-stage-and-id'],
  [secret(`«${sm('secret:a')}»`), 'info secret-arn-suffix-missing'],
  [secret(`«${sm('secret:a:k::')}»`), 'warning secret-arn-suffix-missing'],
  [secret(`«${sm('parameter//a', 'aws:ssm:eu-west-1')}»`), 'warning ssm-arn-double-slash'],
  [secret(`«${sm('parameter/a:k::', 'aws:ssm:eu-west-1')}»`), 'warning ssm-arn-colon-suffix'],
  [secret('«"arn:aws:s3:::b/k"»'), 'error secret-not-secret-arn'],
  [secret('"arn:aws:ssm:region:account_id:parameter/x"')],
  [inContainer('«"secrets"»:[{"name":"A","valueFrom":"a"}]'), 'error execution-role-missing-secrets'],
  [inContainer('"secrets":[],"environmentFiles":[]')],
  [inContainer('"secrets":«"${SECRETS}"»'), 'info unresolved-placeholder'],
]);

cases('Variables', [
  [env('EMPTY', '')],
  [env('my.dotted-name', '1')],
  [env('«A=B»', '1').replace('"«', '«"').replace('»"', '"»'), 'error env-name-invalid'],
  [env('DB_PASSWORD_FILE', '/run/secrets/x')],
  [env('TOKEN_TTL', '3600000')],
  [env('PASSWORD_HASHER', 'argon2id-v19')],
  [env('MAX_TOKENS', '1000000')],
  [env('SECRET_ARN', 'abc123')],
  [env('DB_PASSWORD', '${DB_PASSWORD}').replace('"${', '«"${').replace('RD}"', 'RD}"»'), 'info unresolved-placeholder'],
  [env('DB_PASSWORD', 'true')],
  [env('DB_PASSWORD', '12345')],
  [env('DB_PASSWORD', '123456').replace('"123456"', '«"123456"»'), 'warning plaintext-credential'],
  [env('DB_PASSWORD', 'changeme').replace('"changeme"', '«"changeme"»'), 'info plaintext-credential'],
  [env('DB_URL', 'postgres://db/app')],
  [
    env('DB_URL', 'postgres://u:hunter2@db/app').replace('"postgres', '«"postgres').replace('app"}', 'app"»}'),
    'warning plaintext-credential',
  ],
  [inContainer('"environment":[«{"name":"AWS_SECRET_ACCESS_KEY","value":"x"}»]'), 'warning aws-credentials-in-env'],
  [inContainer('"environment":[{"name":"A","value":"1"},{"name":«"A"»,"value":"2"}]'), 'warning env-name-duplicate'],
  [
    inContainer('"environment":[{"name":«"A"»,"value":"1"}],"secrets":[{"name":"A","valueFrom":"a"}]', role),
    'error secret-env-name-clash',
  ],
  [env('AWS_REGION', 'eu-west-1')],
  [env('ECS_AGENT_URI', 'x').replace('"ECS_AGENT_URI"', '«"ECS_AGENT_URI"»'), 'warning ecs-injected-env-override'],
]);
