import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { eventually } from './eventually';
import { temporaryFolder } from './temporaryFolder';

const noNetworks = ['--bridge=none', '--iptables=false', '--ip-masq=false'];

/** As `"ipv6": true` in the engine's configuration. */
export const withIPv6 = ['--ipv6', '--fixed-cidr-v6=fd00:7a5c:de::/64'];

export interface PrivateEngineOptions {
  /** `unified`: it sees version 2 of control groups alone, with the controllers that version 1 does not hold here. */
  readonly groups?: 'of this machine' | 'unified';
  /** What it is told of networks: to have none. */
  readonly networks?: readonly string[];
  /** The size of a disk of its own for its data, which may be filled. */
  readonly disk?: { readonly mebibytes: number };
}

/**
 * A Docker engine of the test's own, which may be killed: own socket, own data, own machine as far as addresses go, and no
 * networks unless told. Containers run under a containerd that outlives the engine, and with live restore the engine finds
 * them again. Needs root.
 */
export class PrivateEngine {
  private readonly folder = temporaryFolder('engine');
  private containerd: ChildProcess | undefined;
  private daemon: ChildProcess | undefined;

  constructor(private readonly options: PrivateEngineOptions = {}) {}

  get endpoint(): string {
    return `unix://${this.file('docker.sock')}`;
  }

  /** Settles when the engine answers. */
  async start(): Promise<void> {
    const { containerd } = this;
    const address = this.file('containerd.sock');
    if (!containerd) {
      this.mountDisk();
      const folders = ['--root', this.file('containerd'), '--state', this.file('containerd-state')];
      this.containerd = this.spawn([...this.amongGroups, 'containerd', '--address', address, ...folders]);
    }
    await eventually(() => existsSync(address), 'containerd');
    // In a network namespace of its own: an engine told to have no bridge deletes docker0, which is another engine's.
    const daemon = this.spawn([
      ...(this.isUnified ? ['nsenter', '--mount', '--target', String(this.containerd?.pid)] : []),
      ...['unshare', '--net', 'sh', '-c', 'busybox ip link set lo up && exec "$0" "$@"', 'dockerd'],
      ...(this.isUnified ? ['--exec-opt', 'native.cgroupdriver=cgroupfs'] : []),
      ...['-H', this.endpoint, '--data-root', this.file('data'), '--exec-root', this.file('exec')],
      ...['--pidfile', this.file('pid'), '--containerd', address, '--storage-driver', 'vfs', '--live-restore'],
      ...(this.options.networks ?? noNetworks),
    ]);
    this.daemon = daemon;
    await eventually(async () => {
      if (hasEnded(daemon)) throw new Error(readFileSync(this.file('log'), 'utf8').slice(-2000));
      return isAnswering(this.file('docker.sock'));
    }, 'the private engine');
  }

  /** Starts a program where this engine publishes ports. */
  inside(command: string, args: readonly string[]): ChildProcess {
    const place = ['--target', String(this.daemon?.pid), '--net', command];
    return spawn('nsenter', [...place, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  /** As a crash does it: the containers run on. */
  async kill(): Promise<void> {
    await end(this.daemon, 'SIGKILL');
    rmSync(this.file('pid'), { force: true });
  }

  /** Ends the engine and takes its data away. Its containers have to be gone by then. */
  async remove(): Promise<void> {
    await end(this.daemon, 'SIGTERM');
    await end(this.containerd, 'SIGTERM');
    const mounts = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    const own = mounts.filter((place) => place.startsWith(this.folder)).sort();
    for (const place of own.reverse()) spawnSync('umount', [place]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private mountDisk(): void {
    const { disk } = this.options;
    if (!disk) return;
    mkdirSync(this.file('data'));
    const size = `size=${disk.mebibytes}m`;
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'none', this.file('data')]);
    if (status !== 0) throw new Error(`no disk for the private engine: ${String(stderr)}`);
  }

  private get isUnified(): boolean {
    return this.options.groups === 'unified';
  }

  private get amongGroups(): readonly string[] {
    const mount = 'umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup && exec "$@"';
    return this.isUnified ? ['unshare', '--mount', 'sh', '-c', mount, 'sh'] : [];
  }

  private file(name: string): string {
    return path.join(this.folder, name);
  }

  private spawn([command = '', ...args]: readonly string[]): ChildProcess {
    const log = openSync(this.file('log'), 'a');
    const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    return child;
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function isAnswering(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: '/_ping' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    ping.on('error', () => resolve(false));
    ping.end();
  });
}
