import { type ShapeRule, defineRule } from '../define';
import { inTask } from '../example';
import { missingMember } from '../missing';
import { api } from '../sources';

const fsx = (authorization: string): string =>
  inTask(
    `"volumes":[{"name":"share","fsxWindowsFileServerVolumeConfiguration":{"fileSystemId":"fs-0123456789abcdef0","rootDirectory":"share"${authorization}}}]`,
  );
const auth = (credentials: string): string =>
  fsx(`,"authorizationConfig":{"credentialsParameter":${credentials},"domain":"corp.example.com"}`);
const secret = '"arn:aws:secretsmanager:eu-west-1:123456789012:secret:fsx-AbCdEf"';

export const fsxAuthMissing = defineRule<ShapeRule>({
  id: 'fsx-auth-missing',
  group: 'volume',
  severity: 'error',
  summary: 'An FSx volume needs a domain, and the ARN of a secret or parameter with user name and password',
  why: 'The instance signs in to the share with them before the container starts.',
  awsMessage: 'Missing required parameter in volumes[0].fsxWindowsFileServerVolumeConfiguration: "authorizationConfig"',
  source: api('FSxWindowsFileServerAuthorizationConfig'),
  good: [auth(secret), auth('"arn:aws:ssm:eu-west-1:123456789012:parameter/fsx"'), auth('"${SECRET_ARN}"')],
  examples: [
    { bad: fsx('').replace('"fsxW', '«"fsxW').replace('Configuration"', 'Configuration"»') },
    { bad: fsx(`,«"authorizationConfig"»:{"credentialsParameter":${secret}}`) },
    { bad: auth('«"fsx-user"»') },
  ],
  describe: (violation) =>
    missingMember(violation, {
      message:
        violation.missing === undefined
          ? 'The credentials are named by the ARN of a Secrets Manager secret or SSM parameter'
          : `The FSx volume has no "${violation.missing}"`,
    }),
});
