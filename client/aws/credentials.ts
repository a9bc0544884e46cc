/** Temporary credentials of AWS, and whose they are. */
export interface TemporaryCredentials {
  /** The role, or whoever the profile is; empty where AWS could not be asked for that. */
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

/** As whom, and where, AWS is asked. */
export interface Caller {
  /** Of the AWS CLI's files; undefined: what the SDK finds by itself. */
  readonly profile: string | undefined;
  readonly region: string;
}

/** The part of AWS a task's credentials come from. */
export interface CredentialsService {
  /** Those of a profile; long-lived keys are exchanged for temporary ones first. Rejects with an AwsFailure. */
  profileCredentials(caller: Caller): Promise<TemporaryCredentials>;
  /** Those of a role, taken on for an hour. Rejects with an AwsFailure. */
  roleCredentials(
    caller: Caller,
    role: { readonly arn: string; readonly sessionName: string },
  ): Promise<TemporaryCredentials>;
}

/** What AWS or its SDK could not do, for a person; never a value of a key. */
export interface AwsFailure {
  readonly message: string;
  /** One imperative sentence. */
  readonly next: string;
}

/** The SDK lives in a bundle of its own, so its classes are not this bundle's. */
export function isAwsFailure(failure: unknown): failure is AwsFailure {
  return failure instanceof Error && 'next' in failure && typeof failure.next === 'string';
}
