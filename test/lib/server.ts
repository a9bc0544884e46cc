import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { vscodeServer } from './installed';
import { quietSettings } from './quietSettings';

export interface ServerOptions {
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A packaged extension to install before the start. */
  readonly vsix?: string;
  /** Folder of installed extensions; without it the profile's own. */
  readonly extensionsDir?: string;
  /** Seen by the extension host and everything it starts. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `suite` lets the page start a mocha suite, and turns notification toasts off; `person` is the normal product. */
  readonly audience?: 'suite' | 'person';
  /** `asked`: a folder is untrusted until the person says otherwise. */
  readonly trust?: 'given' | 'asked';
  /** `ends`: by itself, some minutes after the last window closed, so that an orphan does not stay. */
  readonly whenAlone?: 'ends' | 'waits';
  /** Where VS Code's own logs are kept after the end. */
  readonly logs?: string;
}

export interface RunningServer {
  /** Host and port. */
  readonly authority: string;
  readonly profile: string;
  log(): string;
  /** Resolves when the server is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the whole process group and removes the profile. */
  stop(): Promise<void>;
}

const startLimitMs = 30_000;
const stopLimitMs = 5_000;

/** Starts a VS Code server on a free port of this machine with a throw-away profile. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { node, main } = vscodeServer();
  const profile = newProfile({ ...quietSettings, ...options.settings });
  const env = environment(profile, options.env ?? {});
  const common = [main, '--accept-server-license-terms', '--server-data-dir', profile];
  if (options.extensionsDir !== undefined) common.push('--extensions-dir', options.extensionsDir);
  if (options.vsix !== undefined) {
    execFileSync(node, [...common, '--install-extension', options.vsix], { env, stdio: 'pipe' });
  }
  const flags = [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ...['--disable-experiments', '--disable-telemetry', '--disable-update-check', '--force-disable-user-env'],
    ...(options.trust === 'asked' ? [] : ['--disable-workspace-trust']),
    ...(options.whenAlone === 'waits' ? [] : ['--enable-remote-auto-shutdown', '--reconnection-grace-time', '10']),
    ...(options.audience === 'suite' ? ['--enable-smoke-test-driver'] : []),
  ];
  const server = spawn(node, [...common, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const killNow = () => signalGroup(server, 'SIGKILL');
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const endNow = () => {
    killNow();
    removeProfile();
  };
  process.once('exit', endNow);

  const { port, log } = await listening(server);
  const ended = exited(server);
  return {
    authority: `127.0.0.1:${port}`,
    profile,
    log,
    ended,
    async stop() {
      signalGroup(server, 'SIGTERM');
      const late = setTimeout(killNow, stopLimitMs);
      await ended;
      clearTimeout(late);
      killNow(); // whatever of the group is left
      process.off('exit', endNow);
      const logs = path.join(profile, 'data/logs');
      if (options.logs !== undefined && existsSync(logs)) cpSync(logs, options.logs, { recursive: true, force: true });
      removeProfile();
    },
  };
}

function newProfile(settings: object): string {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'vscode-test-'));
  mkdirSync(path.join(profile, 'data/User'), { recursive: true });
  mkdirSync(path.join(profile, 'tmp'));
  writeFileSync(path.join(profile, 'data/User/settings.json'), JSON.stringify(settings));
  return profile;
}

/** Ours without what a surrounding VS Code or test runner left in it; sockets go away with the profile. */
function environment(profile: string, more: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const tmp = path.join(profile, 'tmp');
  return {
    ...Object.fromEntries(own),
    TMPDIR: tmp,
    XDG_RUNTIME_DIR: tmp,
    EXTENSIONS_GALLERY: '{}', // no marketplace
    ...more,
  };
}

function signalGroup(server: ChildProcess, signal: NodeJS.Signals): void {
  if (server.pid === undefined) return;
  try {
    process.kill(-server.pid, signal); // extension host, language servers and terminals too
  } catch {
    // already gone
  }
}

function exited(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) resolve();
    else server.once('exit', () => resolve());
  });
}

function listening(server: ChildProcess): Promise<{ readonly port: string; readonly log: () => string }> {
  let text = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`VS Code did not start in time:\n${text}`)), startLimitMs);
    const read = (data: Buffer) => {
      text += data.toString();
      const port = /Web UI available at \S+:(\d+)/.exec(text)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      resolve({ port, log: () => text });
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', reject);
    server.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`VS Code ended with ${code} instead of starting:\n${text}`));
    });
  });
}
