import type { ContainerDefinition, TaskDefinition } from '../../../server/index';
import type { Verdict } from '../notice';
import { isSet } from './network';
import type { ContainerScope, TaskScope } from './scope';

/** Fields that do nothing here, and what that means for the run. Whoever teaches the runner one takes it off the list. */
interface Announcement {
  readonly verdict: Verdict;
  readonly code: string;
  readonly text: string;
}

const ignored = (code: string, text: string): Announcement => ({ verdict: 'ignored', code, text });

const taskFields: Readonly<Partial<Record<keyof TaskDefinition, Announcement>>> = {
  placementConstraints: ignored('placement', 'There is one engine, so placement constraints choose nothing.'),
  proxyConfiguration: ignored('proxy', 'Traffic is not sent through the proxy; its container is an ordinary one.'),
  inferenceAccelerators: ignored('inference-accelerator', 'No accelerator is attached; the service has ended.'),
  ephemeralStorage: ignored('ephemeral-storage', "The containers share the engine's disk, whatever size is asked for."),
  enableFaultInjection: ignored('fault-injection', 'Faults are not injected here: requests for one get an error.'),
};

const containerFields: Readonly<Partial<Record<keyof ContainerDefinition, Announcement>>> = {
  credentialSpecs: ignored('credential-specs', 'The container does not join an Active Directory domain.'),
};

export function announceTask(scope: TaskScope): void {
  const { definition, report } = scope;
  announceEndpoint(scope);
  announceExecutionRole(scope);
  announceLaunchType(scope);
  for (const [field, { verdict, code, text }] of Object.entries(taskFields))
    if (isSet(definition[field as keyof TaskDefinition])) report.notice(verdict, code, `/${field}`, text);
}

/** A run may try what the definition is not for. An empty list is one whose placeholders nobody has filled in. */
function announceLaunchType({ definition: { requiresCompatibilities: listed }, target, report }: TaskScope): void {
  if (listed ? listed.length === 0 || listed.includes(target) : target === 'EC2') return;
  const names = listed ? `names ${listed.join(' and ')}` : 'is absent';
  report.notice(
    'approximated',
    'launch-type-unlisted',
    '/requiresCompatibilities',
    `The task behaves as on ${target}, while requiresCompatibilities ${names}: before ECS runs it so, add "${target}" there.`,
  );
}

/** What answers 169.254.170.2 here, and whose credentials it hands out. */
function announceEndpoint({
  definition: { taskRoleArn },
  networkMode,
  containers,
  options: { credentials },
  report,
}: TaskScope): void {
  const at = taskRoleArn === undefined ? '' : '/taskRoleArn';
  const hasNetwork = networkMode !== 'none' && !containers.every(({ disableNetworking }) => disableNetworking);
  if (hasNetwork)
    report.notice(
      'approximated',
      'task-endpoints',
      '',
      'The metadata and credentials endpoints (169.254.170.2) are answered by what runs this task: while no window or ' +
        'terminal drives it, requests get a 503. What AWS alone knows is left out or made up.',
    );
  if (credentials?.source === 'profile')
    report.notice(
      'substituted',
      'task-role',
      at,
      `The containers get the credentials of ${credentials.profile ?? 'your default profile'}: their permissions are yours, not the task role's.`,
    );
  else if (taskRoleArn === undefined && credentials?.source === 'role')
    report.notice(
      'ignored',
      'task-role',
      at,
      'The task has no task role, so its containers get no credentials; name one under taskRoleArn, or pass on your own.',
    );
  else if (taskRoleArn !== undefined && credentials?.source !== 'role')
    report.notice(
      'ignored',
      'task-role',
      at,
      'The containers get no credentials of the task role; choose to assume it, or to pass on your own, for a run.',
    );
}

/** Who fetches what a task needs before it starts. */
function announceExecutionRole({ definition, options: { credentials }, report }: TaskScope): void {
  if (!definition.executionRoleArn) return;
  const at = '/executionRoleArn';
  if (!credentials)
    report.notice(
      'ignored',
      'execution-role',
      at,
      "Nothing is done with the execution role: images are pulled with Docker's own logins, and AWS is not asked for anything.",
    );
  else
    report.notice(
      'substituted',
      'execution-role',
      at,
      `Secrets, files on S3 and logins of ECR are fetched as ${credentials.profile ?? 'your default profile'}: what the execution role may read is not tried.`,
    );
}

export function announceContainer({ container, pointer, report, options }: ContainerScope): void {
  const { versionConsistency: consistency } = container;
  if (consistency && consistency !== 'enabled' && consistency !== 'disabled')
    report.unknownWord(`${pointer}/versionConsistency`, consistency, 'the tag is resolved once for the task');
  if (container.repositoryCredentials && !options.credentials)
    report.notice(
      'ignored',
      'repository-credentials',
      `${pointer}/repositoryCredentials`,
      "The image is pulled with Docker's own logins; choose a profile to have the secret read.",
    );
  for (const [field, { verdict, code, text }] of Object.entries(containerFields))
    if (isSet(container[field as keyof ContainerDefinition])) report.notice(verdict, code, `${pointer}/${field}`, text);
  const served = options.overrides?.serviceConnect?.services?.map(({ portName }) => portName) ?? [];
  container.portMappings?.forEach((mapping, index) => {
    for (const field of ['name', 'appProtocol'] as const)
      if (mapping[field] && !(field === 'name' && served.includes(mapping.name)))
        report.notice(
          'ignored',
          'service-connect',
          `${pointer}/portMappings/${index}/${field}`,
          field === 'name'
            ? 'The name of this port has no effect, unless serviceConnect in ecs.local.json makes it known to other tasks.'
            : 'No Service Connect proxy runs here, so the appProtocol of this port has no effect.',
        );
  });
}
