import type { TemporaryCredentials } from '../../aws/credentials';

/**
 * How containers reach the endpoint (runner.md §3.7): at 169.254.170.2 through the helper's standard streams, or through
 * a port of this process (F1); at a port of their own loopback (F2); or not at all (F3).
 */
export type Reach = 'tunnel' | 'relay' | 'loopback' | 'static';

export const isLinkLocal = (reach: Reach): boolean => reach === 'tunnel' || reach === 'relay';

/** Where ECS has its endpoint. */
export const endpointAddress = '169.254.170.2';
/** On the agent's machine this port is the agent's own, so no task of ECS can have it. */
export const loopbackPort = 51_679;

/** What a container is known by. Nobody who does not know them is answered. */
export interface Ids {
  readonly metadata: string;
  /** Absent for a task without credentials. */
  readonly credentials: string | undefined;
}

/** The variables ECS puts into a container (runner.md §3.1), or what stands in for them. */
export function endpointEnvironment(
  reach: Exclude<Reach, 'static'>,
  { metadata, credentials }: Ids,
  port: number = loopbackPort,
): Readonly<Record<string, string>> {
  const base = isLinkLocal(reach) ? `http://${endpointAddress}` : `http://127.0.0.1:${port}`;
  const path = credentials === undefined ? undefined : `/v2/credentials/${credentials}`;
  return {
    ECS_CONTAINER_METADATA_URI: `${base}/v3/${metadata}`,
    ECS_CONTAINER_METADATA_URI_V4: `${base}/v4/${metadata}`,
    ECS_AGENT_URI: `${base}/api/${metadata}`,
    ...(path !== undefined && isLinkLocal(reach) && { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path }),
    ...(path !== undefined && !isLinkLocal(reach) && { AWS_CONTAINER_CREDENTIALS_FULL_URI: base + path }),
  };
}

/** F3: the keys themselves, which run out and can be read with `docker inspect`. */
export const keysEnvironment = (keys: TemporaryCredentials): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  AWS_SESSION_TOKEN: keys.sessionToken,
});

/** What the variables of a container on the engine tell of how it reaches the endpoint. */
export function readEnvironment(
  variables: Readonly<Record<string, string>>,
): { readonly ids: Ids; readonly linkLocal: boolean; readonly port: number } | undefined {
  const uri = variables.ECS_CONTAINER_METADATA_URI_V4;
  if (uri === undefined || !URL.canParse(uri)) return undefined;
  const { hostname, port, pathname } = new URL(uri);
  const credentials =
    variables.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ?? variables.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? '';
  return {
    ids: { metadata: pathname.split('/')[2] ?? '', credentials: credentials.split('/v2/credentials/')[1] },
    linkLocal: hostname === endpointAddress,
    port: Number(port) || 80,
  };
}

/** The variables of a create body with these on top: what ECS injects wins over everybody (runner.md §1.7). */
export function withVariables(
  environment: readonly string[],
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const others = environment.filter((line) => !Object.hasOwn(variables, line.split('=', 1)[0] ?? ''));
  return [...others, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)];
}
