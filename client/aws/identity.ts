import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { Caller } from './credentials';
import { noCredentials } from './failures';

// Which Node runs this is the editor's choice, and nothing the person at the terminal can act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

export type Identity = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>;

/** The keys of a profile, from wherever it says they come. Rejects with an AwsFailure. */
export async function identify({ profile, region }: Caller): Promise<Identity> {
  try {
    return await defaultProvider({ ...(profile !== undefined && { profile }), clientConfig: { region } })();
  } catch (failure) {
    throw noCredentials(failure, profile);
  }
}
