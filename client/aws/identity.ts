import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { Caller } from './credentials';
import { noCredentials } from './failures';

// Which Node runs this is the editor's choice, and nothing the person at the terminal can act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

export type Identity = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>;

/** Milliseconds for which nobody is asked again: a task with many secrets is one question to whoever has the keys. */
const fresh = 30_000;
const recent = new Map<string, { readonly since: number; readonly identity: Promise<Identity> }>();

/** The keys of a profile, for several requests in a row. Rejects with an AwsFailure. */
export async function identifyOnce(caller: Caller): Promise<Identity> {
  const key = `${caller.profile ?? ''} ${caller.region}`;
  const known = recent.get(key);
  if (known && Date.now() - known.since < fresh) return known.identity;
  const identity = identify(caller);
  recent.set(key, { since: Date.now(), identity });
  identity.catch(() => recent.delete(key));
  return identity;
}

/** The keys of a profile, from wherever it says they come. Rejects with an AwsFailure. */
export async function identify({ profile, region }: Caller): Promise<Identity> {
  try {
    return await defaultProvider({ ...(profile !== undefined && { profile }), clientConfig: { region } })();
  } catch (failure) {
    throw noCredentials(failure, profile);
  }
}
