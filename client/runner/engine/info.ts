import type { EngineInfo } from '../plan';

/** What `/info` of the Docker Engine API answers, as far as it is read here. */
export interface InfoAnswer {
  readonly ID: string;
  readonly Name: string;
  readonly OperatingSystem: string;
  readonly OSType: string;
  readonly Architecture: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly DockerRootDir?: string;
  readonly CgroupVersion?: string;
  readonly CgroupDriver?: string;
  readonly SwapLimit?: boolean;
  /** `name=seccomp,profile=default` and the like. */
  readonly SecurityOptions?: readonly string[] | null;
  readonly Runtimes?: Readonly<Record<string, unknown>>;
  readonly Plugins?: { readonly Log?: readonly string[] | null; readonly Volume?: readonly string[] | null };
}

/** What it answers of its network `bridge`; an engine may have none. */
export interface BridgeAnswer {
  readonly EnableIPv6?: boolean;
}

export function engineInfo(
  info: InfoAnswer,
  version: { readonly Version: string },
  api: { readonly version: string; readonly endpoint: string; readonly bridge?: BridgeAnswer | undefined },
): EngineInfo {
  const inVirtualMachine = /docker desktop|rancher desktop|orbstack|colima|lima/i.test(
    `${info.OperatingSystem} ${info.Name}`,
  );
  return {
    id: info.ID,
    name: info.Name,
    version: version.Version,
    apiVersion: api.version,
    os: info.OSType === 'windows' ? 'windows' : 'linux',
    architecture: architecture(info.Architecture),
    cpus: info.NCPU,
    memory: info.MemTotal,
    cgroupVersion: info.CgroupVersion === '2' ? 2 : 1,
    cgroupDriver: info.CgroupDriver === 'cgroupfs' || info.CgroupDriver === 'systemd' ? info.CgroupDriver : 'none',
    swapLimit: info.SwapLimit ?? false,
    confinements: (info.SecurityOptions ?? []).flatMap((option) => /\bname=(\w+)/.exec(option)?.[1] ?? []),
    logDrivers: info.Plugins?.Log ?? [],
    dataRoot: info.DockerRootDir ?? '/var/lib/docker',
    endpoint: api.endpoint,
    inVirtualMachine,
    ...(api.bridge?.EnableIPv6 && { hasIPv6: true }),
    // A virtual machine may reach the GPU in ways of its own.
    ...(info.Runtimes && !inVirtualMachine && { gpu: 'nvidia' in info.Runtimes }),
  };
}

/** `/info` says what `uname -m` says; platforms are spelled another way. */
function architecture(machine: string): string {
  const platforms: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm' };
  return platforms[machine] ?? machine;
}

/** The newest version of the API that both sides know; engines refuse what is older than their minimum. */
export function apiVersion(engine: { readonly ApiVersion: string; readonly MinAPIVersion?: string }): string {
  const newestTried = '1.47';
  const minimum = engine.MinAPIVersion ?? engine.ApiVersion;
  if (isOlder(newestTried, minimum)) return minimum;
  return isOlder(engine.ApiVersion, newestTried) ? engine.ApiVersion : newestTried;
}

function isOlder(one: string, other: string): boolean {
  const [major = 0, minor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
