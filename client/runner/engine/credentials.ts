import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { splitImage } from '../../../server/index';
import { dockerFolder, type Machine } from '../endpoint';

/** What the engine passes on to a registry. */
export interface RegistryLogin {
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly serveraddress: string;
}

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

/** Asks a `docker-credential-NAME` program for the login of a server; undefined when it has none. */
export type AskHelper = (name: string, server: string) => Promise<string | undefined>;

/** How the Docker CLI has always called Docker Hub. */
const hub = 'https://index.docker.io/v1/';
/** Milliseconds a credential helper may take; it may have to ask a person. */
const patience = 30_000;

/**
 * The login `docker login` has stored for an image's registry: in config.json itself, or with a credential helper.
 * Undefined when there is none; then the pull is anonymous. Logins go to the engine and nowhere else.
 */
export async function loginFor(
  image: string,
  machine: Machine,
  ask: AskHelper = askHelper,
): Promise<RegistryLogin | undefined> {
  const config = readConfig(machine);
  const registry = splitImage(image).registry ?? 'docker.io';
  const serveraddress = serverOf(image);
  const helper = config.credHelpers?.[registry] ?? config.credHelpers?.[serveraddress] ?? config.credsStore;
  if (helper !== undefined) return fromHelper(await ask(helper, serveraddress), serveraddress);
  const stored = config.auths?.[serveraddress] ?? config.auths?.[`https://${serveraddress}`];
  if (!stored) return undefined;
  if (stored.identitytoken) return { identitytoken: stored.identitytoken, serveraddress };
  const [username = '', ...password] = Buffer.from(stored.auth ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return username === '' ? undefined : { username, password: password.join(':'), serveraddress };
}

/** What the registry of an image is called in a login. */
export function serverOf(image: string): string {
  const { registry = 'docker.io' } = splitImage(image);
  return registry === 'docker.io' ? hub : registry;
}

function readConfig(machine: Machine): DockerConfig {
  try {
    const value: unknown = JSON.parse(machine.read(path.join(dockerFolder(machine), 'config.json')) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function fromHelper(answer: string | undefined, serveraddress: string): RegistryLogin | undefined {
  try {
    const { Username: username, Secret: password } = JSON.parse(answer ?? '{}') as Record<string, string | undefined>;
    if (username === undefined || password === undefined) return undefined;
    return username === '<token>' ? { identitytoken: password, serveraddress } : { username, password, serveraddress };
  } catch {
    return undefined;
  }
}

async function askHelper(name: string, server: string): Promise<string | undefined> {
  // The name is part of a command: only what may stand in the name of such a program.
  if (!/^[\w.-]+$/.test(name)) return undefined;
  const helper = spawn(`docker-credential-${name}`, ['get'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Not `timeout`, whose timer outlives a program that is not there and keeps this process from ending.
    signal: AbortSignal.timeout(patience),
    windowsHide: true,
  });
  const ended = new Promise<boolean>((resolve) => {
    helper.once('error', () => resolve(false));
    helper.once('close', (code) => resolve(code === 0));
  });
  helper.stdin.on('error', () => undefined);
  helper.stdin.end(server);
  const [answer, succeeded] = await Promise.all([text(helper.stdout).catch(() => ''), ended]);
  return succeeded ? answer : undefined;
}
