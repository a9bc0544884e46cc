import type { AwsFailure, Caller } from './credentials';

class Failure extends Error implements AwsFailure {
  constructor(
    message: string,
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AwsFailure';
  }
}

const named = (profile: string | undefined): string =>
  profile === undefined ? 'the default profile' : `profile ${profile}`;
const flag = (profile: string | undefined): string => (profile === undefined ? '' : ` --profile ${profile}`);

/** No credentials of one's own. What the SDK says may quote the output of a program, so it is not passed on. */
export function noCredentials(failure: unknown, profile: string | undefined): Error {
  const text = failure instanceof Error ? failure.message : '';
  const options = { cause: failure };
  if (/sso|token|sign.?in|expired/i.test(text))
    return new Failure(`The sign-in of ${named(profile)} has run out.`, `Run: aws sso login${flag(profile)}`, options);
  if (/mfa/i.test(text))
    return new Failure(
      `${capital(named(profile))} asks for a code of an MFA device, which cannot be entered here.`,
      'Choose a profile with a session of its own, such as one of AWS IAM Identity Center.',
      options,
    );
  return new Failure(
    `There are no AWS credentials for ${named(profile)}.`,
    `Run: aws configure${flag(profile)}`,
    options,
  );
}

/** What is set may hold a password, so it is not passed on. */
export const noEndpoint = (service: string): Error =>
  new Failure(
    `The endpoint that is set for ${service} does not begin with http:// or https://.`,
    'Look at AWS_ENDPOINT_URL, and at endpoint_url in the AWS configuration file.',
  );

/** STS has refused. */
export function refused(failure: unknown, role: string | undefined, caller: string | undefined): Error {
  const name = nameOf(failure);
  const options = { cause: failure };
  if (role !== undefined && /AccessDenied/.test(name)) {
    const who = caller ?? 'your identity';
    return new Failure(
      `${who} may not assume the role ${role}.`,
      `Add to the role's trust policy: {"Effect":"Allow","Principal":{"AWS":"${caller ?? 'YOUR_ARN'}"},"Action":"sts:AssumeRole"}`,
      options,
    );
  }
  if (isOfKeys(failure)) return unaccepted(name, failure);
  return new Failure(`AWS STS could not be asked (${name}).`, 'Look whether this machine reaches AWS.', options);
}

/** As AWS calls it; of what did not get there, as the system does: ENOTFOUND. */
function nameOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown';
  const isPlain = failure.name === 'Error' || failure.name === 'AggregateError';
  return isPlain && 'code' in failure && typeof failure.code === 'string' ? failure.code : failure.name;
}

/** Has AWS found the keys themselves to be none? */
export const isOfKeys = (failure: unknown): boolean =>
  /Expired|InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch/.test(
    nameOf(failure),
  );

const unaccepted = (name: string, cause: unknown): Failure =>
  new Failure(`AWS does not accept the credentials (${name}).`, 'Sign in again, or renew the keys.', { cause });

/** What a task was to get from AWS, as a sentence names it, and the permission that takes. */
interface Wanted {
  readonly name: string;
  readonly permission: string;
}

/** Something a task needs has not been given out. What AWS says beside the name of its error is not passed on. */
export function notGiven(failure: unknown, { name: what, permission }: Wanted, caller: Caller): Error {
  if (failure instanceof Failure) return failure;
  const name = nameOf(failure);
  const message = failure instanceof Error ? failure.message : '';
  const options = { cause: failure };
  if (isOfKeys(failure)) return unaccepted(name, failure);
  if (/NotFound|NoSuch/.test(name))
    return new Failure(
      `There is no ${what.replace(/^the /, '')} in ${caller.region}.`,
      'Check its name, account and Region.',
      options,
    );
  if (/AccessDenied|NotAuthorized/.test(name)) {
    const needed = /kms/i.test(message) ? 'kms:Decrypt for its key' : permission;
    const whose = capital(named(caller.profile));
    return new Failure(`${whose} may not read ${what}.`, `Allow it ${needed}, or choose another profile.`, options);
  }
  if (name === 'NoText')
    return new Failure(`${capital(what)} holds no text.`, 'Give it one that is not binary.', options);
  if (name === 'TypeError' || name === 'TimeoutError' || /^E[A-Z_]+$/.test(name))
    return new Failure(`AWS does not answer for ${what}.`, 'Look whether this machine reaches AWS.', options);
  return new Failure(`AWS has not given out ${what} (${name}).`, 'Try it with the AWS CLI, which tells more.', options);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
