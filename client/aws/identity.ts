import { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { Caller } from './credentials';
import { configuredEndpoint, placeOf } from './endpoint';
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
export async function identify(caller: Caller): Promise<Identity> {
  const { profile, region } = caller;
  const inner = await innerClients(caller);
  try {
    const named = { ...(profile !== undefined && { profile }), ignoreCache: true };
    return await defaultProvider({ ...named, ...inner })({ callerClientConfig: { region: async () => region } });
  } catch (failure) {
    throw noCredentials(failure, profile);
  }
}

/**
 * Where keys are asked for on the way, by the profile that was chosen: STS for those of a role, IAM Identity Center for
 * those of a sign-in. The clients of its services share one configuration, which has no Region: else they would be asked
 * in the task's instead of the sign-in's.
 */
async function innerClients(caller: Caller) {
  const [sts, sso, oidc] = await Promise.all([
    configuredEndpoint(caller, 'STS'),
    configuredEndpoint(caller, 'SSO'),
    configuredEndpoint(caller, 'SSO OIDC'),
  ]);
  const ofSts = { region: caller.region, ...placeOf(sts) };
  return {
    roleAssumer: getDefaultRoleAssumer(ofSts),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(ofSts),
    // Moved apart they cannot be said: no token is to reach the wrong one of them.
    clientConfig: sso?.href === oidc?.href ? placeOf(sso) : {},
  };
}
