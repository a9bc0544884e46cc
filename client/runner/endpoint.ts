import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Connection } from './engine/connection';

/** What finding the engine looks at. Files that cannot be read are undefined. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  read(file: string): string | undefined;
}

/** A place where an engine may answer, and why it is looked for there. */
export interface Candidate extends Connection {
  /** "DOCKER_HOST", "context colima", "default socket": for the message when nothing answers. */
  readonly from: string;
}

/** The search cannot even begin: a context that is not there, a host that is no address. */
export interface Misconfiguration {
  readonly problem: string;
  readonly next: string;
}

/**
 * The engine as the Docker CLI finds it: what is asked for, else DOCKER_HOST, else DOCKER_CONTEXT, else the current
 * context of config.json, else the default socket. A place somebody has chosen is the only candidate. Where nobody has,
 * the well-known sockets of rootless engines and desktop products follow the default one.
 */
export function findCandidates(machine: Machine, asked?: string): readonly Candidate[] | Misconfiguration {
  const { environment } = machine;
  if (asked) return chosen(machine, asked, 'the setting or option');
  if (environment.DOCKER_HOST) return chosen(machine, environment.DOCKER_HOST, 'DOCKER_HOST');
  const fromEnvironment = environment.DOCKER_CONTEXT;
  const context = fromEnvironment ?? currentContext(machine);
  if (context !== undefined && context !== '' && context !== 'default')
    return fromContext(machine, context, fromEnvironment === undefined ? 'config.json' : 'DOCKER_CONTEXT');
  return wellKnown(machine);
}

export function isMisconfiguration(found: readonly Candidate[] | Misconfiguration): found is Misconfiguration {
  return 'problem' in found;
}

function chosen(machine: Machine, host: string, from: string): readonly Candidate[] | Misconfiguration {
  const endpoint = normalise(host);
  if (endpoint === undefined)
    return {
      problem: `${from} names "${host}", which is not the address of an engine.`,
      next: `Write it as ${addressForms}.`,
    };
  const { DOCKER_TLS_VERIFY: verify, DOCKER_CERT_PATH: certificates } = machine.environment;
  const wantsTls = endpoint.startsWith('tcp:') && (Boolean(verify) || Boolean(certificates));
  if (!wantsTls) return [{ endpoint, from }];
  const folder = certificates ?? dockerFolder(machine);
  return [{ endpoint, from, tls: { ...pems(machine, folder), skipVerify: !verify } }];
}

/** What an address of an engine may look like, for people. */
export const addressForms = 'unix:///path, tcp://host:port, ssh://user@host or npipe:////./pipe/name';

/** A bare `host:port` means tcp, as it does for the CLI. */
function normalise(host: string): string | undefined {
  const text = host.includes('://') ? host : `tcp://${host}`;
  const url = /^(unix|npipe|tcp|ssh|https?):\/\/(.+)$/.exec(text);
  if (!url?.[1] || !url[2]) return undefined;
  if (url[1] === 'unix' || url[1] === 'npipe') return text;
  const address = `${url[1].startsWith('http') ? 'tcp' : url[1]}://${url[2]}`;
  return URL.canParse(address) && hostName.test(new URL(address).hostname) ? address : undefined;
}

/** Of a machine, or its address; a path, which has none, is what the scheme was forgotten of. */
const hostName = /^[\w[]/;

/** Where the Docker CLI keeps its configuration. */
export function dockerFolder({ environment, home }: Machine): string {
  return environment.DOCKER_CONFIG ?? path.join(home, '.docker');
}

function currentContext(machine: Machine): string | undefined {
  const config = parse(machine.read(path.join(dockerFolder(machine), 'config.json')));
  return typeof config?.currentContext === 'string' ? config.currentContext : undefined;
}

function fromContext(machine: Machine, name: string, named: string): readonly Candidate[] | Misconfiguration {
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = path.join(dockerFolder(machine), 'contexts');
  const meta = parse(machine.read(path.join(contexts, 'meta', id, 'meta.json'))) as ContextMeta | undefined;
  const { Host: host, SkipTLSVerify: skipVerify = false } = meta?.Endpoints?.docker ?? {};
  const endpoint = typeof host === 'string' ? normalise(host) : undefined;
  if (endpoint === undefined)
    return {
      problem: `${named} chooses the Docker context "${name}", which ${meta ? 'names no engine' : 'does not exist'}.`,
      next: 'Choose another one with "docker context use default".',
    };
  const tls = pems(machine, path.join(contexts, 'tls', id, 'docker'));
  const hasTls = endpoint.startsWith('tcp:') && (tls.ca !== undefined || tls.cert !== undefined || skipVerify);
  return [{ endpoint, from: `context ${name}`, ...(hasTls && { tls: { ...tls, skipVerify } }) }];
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: unknown; readonly SkipTLSVerify?: boolean } };
}

function pems(machine: Machine, folder: string) {
  const read = (name: string) => machine.read(path.join(folder, name));
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}

function parse(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function wellKnown({ platform, home, environment }: Machine): readonly Candidate[] {
  if (platform === 'win32') return [{ endpoint: 'npipe:////./pipe/docker_engine', from: 'default pipe' }];
  const socket = (file: string, from: string): Candidate => ({ endpoint: `unix://${file}`, from });
  const below = (...parts: string[]) => path.posix.join(home, ...parts);
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    socket('/var/run/docker.sock', 'default socket'),
    ...(runtime ? [socket(path.posix.join(runtime, 'docker.sock'), 'rootless socket')] : []),
    socket(below('.docker/run/docker.sock'), 'Docker Desktop'),
    ...(platform === 'linux' ? [socket(below('.docker/desktop/docker.sock'), 'Docker Desktop for Linux')] : []),
    socket(below('.orbstack/run/docker.sock'), 'OrbStack'),
    socket(below('.colima/default/docker.sock'), 'Colima'),
    socket(below('.rd/docker.sock'), 'Rancher Desktop'),
  ];
}
