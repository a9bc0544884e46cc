import http from 'node:http';
import https from 'node:https';
import { inspect } from 'node:util';
import { sshAgent } from './sshAgent';

/** Where an engine answers, and how to prove who we are. */
export interface Connection {
  /** unix:///var/run/docker.sock, npipe:////./pipe/docker_engine, tcp://host:2376 or ssh://user@host. */
  readonly endpoint: string;
  /** PEM texts, for tcp endpoints that ask for them. */
  readonly tls?: {
    readonly ca: string | undefined;
    readonly cert: string | undefined;
    readonly key: string | undefined;
    /** Set by a context with SkipTLSVerify. */
    readonly skipVerify: boolean;
  };
}

/** Does the engine run on this machine, so that its ports and paths can be looked at from here? */
export function isLocal({ endpoint }: Connection): boolean {
  return endpoint.startsWith('unix:') || endpoint.startsWith('npipe:');
}

/** Connections are kept and used again, and go when the agent is destroyed. */
export function agentFor(connection: Connection): http.Agent {
  // docker-modem describes its options for a log nobody reads, at each call: with every socket of the agent that took
  // most of the time of forty tasks.
  return Object.assign(plainAgent(connection), { [inspect.custom]: () => '[Agent]' });
}

function plainAgent({ endpoint, tls }: Connection): http.Agent {
  const keep = { keepAlive: true };
  if (endpoint.startsWith('ssh:')) return sshAgent(endpoint);
  if (!tls) return new http.Agent(keep);
  return new https.Agent({ ...keep, rejectUnauthorized: !tls.skipVerify });
}

/** What docker-modem is told. Everything is said, or it would fill the gaps from DOCKER_HOST on its own. */
export function modemOptions({ endpoint, tls }: Connection, agent: http.Agent) {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(endpoint)?.[1];
  const url = socket === undefined ? new URL(endpoint) : undefined;
  const isSsh = url?.protocol === 'ssh:';
  return {
    agent,
    socketPath: socket ?? undefined,
    // An ssh connection ends in the engine's own socket: the name in the request means nothing there.
    host: isSsh ? 'docker' : url?.hostname,
    port: isSsh ? 80 : Number(url?.port) || (tls ? 2376 : 2375),
    protocol: tls ? ('https' as const) : ('http' as const),
    ca: tls?.ca,
    cert: tls?.cert,
    key: tls?.key,
    timeout: undefined,
    version: undefined,
    pathPrefix: '/',
  };
}
