import { isAwsFailure, type AwsFailure, type TemporaryCredentials } from '../../aws/credentials';
import type { Answer } from './server';

/** Asks for new credentials. Rejects with an AwsFailure. */
export type CredentialsSource = () => Promise<TemporaryCredentials>;

const unexplained: AwsFailure = {
  message: 'The credentials could not be had.',
  next: 'Look whether the profile works with the AWS CLI.',
};

/** Milliseconds before their end from which on credentials are no longer handed out. */
const margin = 15 * 60_000;

/** A task's credentials (runner.md §3.4): asked for when a container first wants them, kept until they run out. */
export class TaskCredentials {
  private cached: TemporaryCredentials | undefined;
  private asking: Promise<TemporaryCredentials> | undefined;
  private lastFailure: string | undefined;

  constructor(
    private readonly source: CredentialsSource,
    /** Told once for each failure in a row. */
    private readonly failed: (failure: AwsFailure) => void,
    private readonly now: () => number = Date.now,
  ) {}

  async get(): Promise<TemporaryCredentials> {
    const { cached } = this;
    if (cached && cached.expiration - margin > this.now()) return cached;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<TemporaryCredentials> {
    try {
      this.cached = await this.source();
      this.lastFailure = undefined;
      return this.cached;
    } catch (failure) {
      // Short-lived ones are better than none.
      if (this.cached && this.cached.expiration > this.now()) return this.cached;
      const { message, next } = isAwsFailure(failure) ? failure : unexplained;
      if (message !== this.lastFailure) this.failed({ message, next });
      this.lastFailure = message;
      throw failure;
    }
  }
}

/** The answer of `/v2/credentials/{id}`. */
export async function credentialsAnswer(
  id: string | undefined,
  find: (id: string) => TaskCredentials | undefined,
): Promise<Answer> {
  if (!id) return refusal(400, 'NoIdInRequest', 'CredentialsV2Request: No Credential ID in the request');
  const credentials = find(id);
  if (!credentials) return refusal(400, 'InvalidIdInRequest', 'CredentialsV2Request: Credentials not found');
  try {
    const { arn, accessKeyId, secretAccessKey, sessionToken, expiration } = await credentials.get();
    return {
      status: 200,
      body: {
        RoleArn: arn,
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: new Date(expiration).toISOString().replace(/\.\d+Z$/, 'Z'),
      },
    };
  } catch (failure) {
    const { message, next } = isAwsFailure(failure) ? failure : unexplained;
    return refusal(500, 'InternalServerError', `${message} ${next}`);
  }
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message, HTTPErrorCode: status },
});
