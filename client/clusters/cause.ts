import type { ContainerSnapshot, TaskSnapshot } from '../runner/runner';
import type { Why } from '../runner/state';

/**
 * What in the definition is the likely cause of a container's death, or, without a container, of the task's: JSON
 * pointers, the likeliest first. A file need not have all of them, so whoever shows one takes the first that is there.
 * Empty where nothing in the file is to blame, as when somebody has stopped the task.
 */
export function causesOf(task: TaskSnapshot, container: ContainerSnapshot | undefined): readonly string[] {
  if (task.stopCode === 'UserInitiated') return [];
  return container ? ofContainer(task, container) : ofWholeTask(task);
}

/** What decides which program runs, and with which words. */
const ran = ['command', 'entryPoint', 'image'];
/** No program could be run: the first word is that of the entry point, where there is one. */
const program = ['entryPoint', 'command', 'image'];

type Wait = Extract<Why, { readonly kind: 'wait' }>;

/** Where the runner itself knows why. */
const membersFor: Readonly<Record<Exclude<Why, Wait>['kind'], readonly string[]>> = {
  memory: ['memory', '/memory', 'memoryReservation'],
  'engine-away': [],
};

/**
 * What a reason speaks of, and the members of the container (with a slash: of the task) that say so. The first that fits
 * counts. Names of errors are those of the ECS agent, the rest are words of the Docker engine and of runc.
 */
const causes: readonly { readonly says: RegExp; readonly members: readonly string[] }[] = [
  { says: /no space left on device|disk quota exceeded/i, members: [] },
  { says: /^(ContainerVanished|CannotStopContainer|DockerTimeout|ContainerRuntimeTimeout)Error/, members: [] },
  { says: /^CannotPullContainerAuthError|unauthorized|no basic auth/i, members: ['repositoryCredentials', 'image'] },
  { says: /^CannotPull|invalid reference format/, members: ['image'] },
  { says: /exec format error|does not match the .*platform/i, members: ['/runtimePlatform', 'image'] },
  { says: /port is already allocated|address already in use|ports are not available/i, members: ['portMappings'] },
  { says: /logging driver|log[- ]opt|\blogger\b/i, members: ['logConfiguration'] },
  { says: /environment ?files?\b|\benv ?files?\b/i, members: ['environmentFiles'] },
  { says: /\bsecrets?\b|secretsmanager|\bssm\b/i, members: ['secrets', 'repositoryCredentials'] },
  { says: /unable to find (user|group)|no matching entries in passwd/i, members: ['user'] },
  { says: /chdir to cwd|working directory/i, members: ['workingDirectory'] },
  { says: /rlimit|ulimit/i, members: ['ulimits'] },
  { says: /sysctl|\/proc\/sys\//i, members: ['systemControls'] },
  { says: /capabilit/i, members: ['linuxParameters/capabilities', 'linuxParameters'] },
  { says: /gathering device|device driver|\bgpu\b/i, members: ['linuxParameters/devices', 'resourceRequirements'] },
  {
    says: /error mounting|bind source path|invalid mount|^VolumeError|\bvolume\b/i,
    members: ['mountPoints', 'volumesFrom', '/volumes'],
  },
  { says: /apparmor|selinux|seccomp/i, members: ['dockerSecurityOptions'] },
  { says: /memory limit|memory reservation|CPUs available/i, members: ['memory', 'cpu', '/memory', '/cpu'] },
  { says: /\bexec: "|executable file not found|no such file or directory|permission denied/i, members: program },
];

/** Signals by which others end a container: SIGKILL and SIGTERM. */
const killed = [137, 143];

function ofContainer(task: TaskSnapshot, container: ContainerSnapshot): readonly string[] {
  const { reason = '', exitCode = 0, health, why } = container;
  if (why?.kind === 'wait') return ofWait(task, container, why);
  const members = why ? membersFor[why.kind] : causes.find(({ says }) => says.test(reason))?.members;
  if (members) return members.length === 0 ? [] : pointers(task, container, [...members, '']);
  if (health === 'UNHEALTHY' && killed.includes(exitCode)) return pointers(task, container, ['healthCheck', '']);
  return hasFailed(container) ? pointers(task, container, [...ran, '']) : [];
}

/** Did it end by more than being done? */
export const hasFailed = ({ exitCode = 0, reason }: Pick<ContainerSnapshot, 'exitCode' | 'reason'>): boolean =>
  exitCode !== 0 || reason !== undefined;

/** Who was waited for is to blame when it has failed itself; when it took too long, its check is, or the wait. */
function ofWait(
  task: TaskSnapshot,
  container: ContainerSnapshot,
  { on, condition, hasTimedOut }: Wait,
): readonly string[] {
  const wait = pointers(task, container, ['dependsOn', 'links', 'volumesFrom', '']);
  const other = task.containers.find(({ name }) => name === on);
  if (!other || (other.why?.kind === 'wait' && other.why.on === container.name)) return wait;
  if (!hasTimedOut && hasFailed(other)) return ofContainer(task, other);
  if (condition !== 'HEALTHY') return wait;
  const check = pointers(task, other, ['healthCheck', 'startTimeout']);
  return other.health === 'UNHEALTHY' ? [...check, ...wait] : wait;
}

/** Network, volumes, secrets: of what the whole task needs, no container tells. */
function ofWholeTask(task: TaskSnapshot): readonly string[] {
  const { stoppedReason = '', containers } = task;
  const anywhere = (members: readonly string[]) => containers.flatMap((one) => pointers(task, one, members));
  if (stoppedReason.startsWith('VolumeError')) return ['/volumes'];
  if (stoppedReason.startsWith('TaskDependencyError')) return anywhere(['dependsOn']);
  const members = causes.find(({ says }) => says.test(stoppedReason))?.members;
  if (members) return anywhere(members);
  return stoppedReason.startsWith('ContainerNetworkingError') ? ['/networkMode'] : [];
}

/** The snapshot has the containers in the order of the definition. An empty member stands for the container itself. */
function pointers({ containers }: TaskSnapshot, { name }: ContainerSnapshot, members: readonly string[]): string[] {
  const container = `/containerDefinitions/${containers.findIndex((one) => one.name === name)}`;
  return members.map((member) => {
    if (member.startsWith('/')) return member;
    return member === '' ? container : `${container}/${member}`;
  });
}
