import { type Fix, type ShapeRule, type Violation, defineRule } from '../define';
import { inTask } from '../example';
import { fillIn, missingMember } from '../missing';
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
    {
      bad: fsx('').replace('"fsxW', '«"fsxW').replace('Configuration"', 'Configuration"»'),
      fixed: auth('"<SECRET_ARN>"').replace('corp.example.com', '<DOMAIN>'),
    },
    {
      bad: fsx(`,«"authorizationConfig"»:{"credentialsParameter":${secret}}`),
      fixed: auth(secret).replace('corp.example.com', '<DOMAIN>'),
    },
    { bad: auth('«"fsx-user"»') },
  ],
  describe: (violation) =>
    missingMember(violation, {
      fixes: fillsFor(violation),
      message:
        violation.missing === undefined
          ? 'The credentials are named by the ARN of a Secrets Manager secret or SSM parameter'
          : `The FSx volume has no "${violation.missing}"`,
    }),
});

/** What belongs there, to be filled in; of credentials in another form nobody knows what they stand for. */
function fillsFor(violation: Violation): Fix[] {
  switch (violation.missing) {
    case 'authorizationConfig':
      return [fillIn(violation, { credentialsParameter: '<SECRET_ARN>', domain: '<DOMAIN>' })];
    case 'credentialsParameter':
      return [fillIn(violation, '<SECRET_ARN>')];
    case 'domain':
      return [fillIn(violation, '<DOMAIN>')];
    default:
      return [];
  }
}
