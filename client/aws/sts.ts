import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials,
} from '@aws-sdk/client-sts';
import type { Caller, CredentialsService, TemporaryCredentials } from './credentials';
import { configuredEndpoint, placeOf } from './endpoint';
import { isOfKeys, refused } from './failures';
import { identify, type Identity } from './identity';

/** Seconds a role is taken on for. */
const hour = 3_600;

/** Temporary credentials through the SDK, whose provider chain knows all that a profile may say. */
export const sts: CredentialsService = {
  async profileCredentials(caller) {
    const identity = await identify(caller);
    const sts = await client(caller, identity);
    try {
      const { Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({})).catch((failure: unknown) => {
        // Whoever has keys can do without a name for them.
        if (identity.sessionToken === undefined || isOfKeys(failure)) throw failure;
        return { Arn: undefined };
      });
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = identity;
      if (sessionToken === undefined) return fromSts((await sts.send(new GetSessionTokenCommand({}))).Credentials, arn);
      const end = expiration?.getTime() ?? Date.now() + hour * 1000;
      return { arn, accessKeyId, secretAccessKey, sessionToken, expiration: end };
    } catch (failure) {
      throw refused(failure, undefined, undefined);
    } finally {
      sts.destroy();
    }
  },

  async roleCredentials(caller, { arn, sessionName }) {
    const sts = await client(caller, await identify(caller));
    try {
      const command = new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: sessionName, DurationSeconds: hour });
      return fromSts((await sts.send(command)).Credentials, arn);
    } catch (failure) {
      const who = await sts.send(new GetCallerIdentityCommand({})).catch(() => undefined);
      throw refused(failure, arn, who?.Arn);
    } finally {
      sts.destroy();
    }
  },
};

async function client(caller: Caller, credentials: Identity): Promise<STSClient> {
  const place = placeOf(await configuredEndpoint(caller, 'STS'));
  return new STSClient({ region: caller.region, credentials, maxAttempts: 2, ...place });
}

function fromSts(credentials: Credentials | undefined, arn: string): TemporaryCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('STS has answered without credentials');
  return {
    arn,
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration?.getTime() ?? Date.now() + hour * 1000,
  };
}
