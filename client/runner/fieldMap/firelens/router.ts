import path from 'node:path';
import { label, ownLabels } from '../../labels';
import type { ContainerFile, VolumeSpec } from '../../plan';
import { secretValues } from '../secretOptions';
import type { ContainerScope, TaskScope } from '../scope';
import { writeConfig, type FluentConfig, type RouterType, type Section } from './fluentConfig';
import { outputSecrets, routedOutputs, secretVariable } from './outputs';
import {
  configOnS3,
  configPlaces,
  configVolume,
  externalFile,
  isRouted,
  routerOf,
  socketFile,
  socketFolder,
  socketVolume,
} from './places';

export const forwardPort = 24_224;

/** The router's volumes: one the engine finds its socket in, one for its configuration. */
export function routerVolumes(scope: TaskScope): VolumeSpec[] {
  const router = routerOf(scope.containers);
  if (!router) return [];
  const isRoot = /^(root|0)?(:|$)/.test(router.user ?? '');
  const volume = { driver: undefined, scope: 'task', mustExist: false } as const;
  const labels = { ...ownLabels(scope.labelled), [label.scope]: 'task' };
  // The agent gives the socket's folder to the router's user; of a volume nobody can be made the owner.
  const shared = { type: 'tmpfs', device: 'tmpfs', o: 'mode=1777' };
  return [
    { ...volume, labels, dockerName: socketVolume(scope), driverOpts: isRoot ? {} : shared },
    { ...volume, labels, dockerName: configVolume(scope), driverOpts: {} },
  ];
}

/** Where the router sees them. The configuration's volume begins with what the image has there. */
export function routerBinds({ container, containers, pointer, report, name, ...scope }: ContainerScope): string[] {
  const type = typeOf(container.firelensConfiguration?.type);
  if (container !== routerOf(containers)) return [];
  const { folder } = configPlaces[type];
  container.mountPoints?.forEach(({ containerPath = '' }, index) => {
    if (![folder, socketFolder].includes(containerPath.replace(/\/+$/, ''))) return;
    const text = `The router ${name} mounts a volume on ${containerPath}, where FireLens puts its own.`;
    report.refuse('firelens-mount', `${pointer}/mountPoints/${index}`, text, 'Mount it elsewhere.');
  });
  return [`${socketVolume(scope)}:${socketFolder}:nocopy`, `${configVolume(scope)}:${folder}`];
}

/** What the router finds in its environment: who it is to be, and the secrets of the outputs. */
export function routerVariables(scope: ContainerScope): [string, string][] {
  const { container, containers, options } = scope;
  if (container !== routerOf(containers)) return [];
  const secrets = containers.flatMap((routed, index) =>
    isRouted(routed, containers)
      ? secretValues(scope, outputSecrets(routed, options), `/containerDefinitions/${index}`).map(
          ([option, value]): [string, string] => [secretVariable(option, index), value],
        )
      : [],
  );
  return [
    ...(container.firelensConfiguration?.type === 'fluentd' ? [['FLUENT_UID', '0'] as [string, string]] : []),
    ...secrets,
  ];
}

/** The files it is given before it starts: the configuration, as the ECS agent generates it, and one from S3. */
export function routerFiles(scope: ContainerScope): ContainerFile[] {
  const { container, containers } = scope;
  if (container !== routerOf(containers)) return [];
  const type = typeOf(container.firelensConfiguration?.type);
  const { folder, file } = configPlaces[type];
  const external = externalText(scope);
  const text = writeConfig(
    configOf(scope, type, external === undefined ? undefined : `${folder}/${externalFile}`),
    type,
  );
  return [
    { folder, name: file, text },
    ...(external === undefined ? [] : [{ folder, name: externalFile, text: external }]),
  ];
}

const typeOf = (type: string | undefined): RouterType => (type === 'fluentd' ? 'fluentd' : 'fluentbit');

function configOf(scope: ContainerScope, type: RouterType, external: string | undefined): FluentConfig {
  const { container, pointer } = scope;
  const { options = {} } = container.firelensConfiguration ?? {};
  const routed = routedOutputs(scope, type);
  const isReachable = scope.networkMode === 'bridge' || scope.networkMode === 'awsvpc';
  const isChecked = isReachable && type === 'fluentbit';
  const health: Section = { name: 'tcp', tag: 'firelens-healthcheck', options: { Listen: '127.0.0.1', Port: '8877' } };
  return {
    inputs: [
      socketInput(scope, type),
      ...(isReachable ? [forwardInput(scope, type)] : []),
      ...(isChecked ? [health] : []),
    ],
    greps: routed.flatMap(({ greps }) => greps),
    record: options['enable-ecs-log-metadata'] === 'false' ? {} : recordOf(scope, pointer),
    include: options['config-file-type'] === 'file' ? options['config-file-value'] : external,
    outputs: [
      ...(isChecked ? [{ name: 'null', tag: 'firelens-healthcheck', options: {} }] : []),
      ...routed.flatMap(({ output }) => output ?? []),
    ],
  };
}

function socketInput({ container }: ContainerScope, type: RouterType): Section {
  const socket = `${socketFolder}/${socketFile}`;
  if (type === 'fluentd') return { name: 'unix', options: { path: socket } };
  const memory = container.memoryReservation ?? container.memory;
  // In MiB; half of what the router has.
  const limit = `${memory === undefined ? 25 : Math.floor(memory / 2)}MB`;
  return { name: 'forward', options: { unix_path: socket, Mem_Buf_Limit: limit } };
}

/** Applications send to it themselves, with the variables they get. */
function forwardInput({ networkMode }: TaskScope, type: RouterType): Section {
  const address = networkMode === 'bridge' ? '0.0.0.0' : '127.0.0.1';
  const port = String(forwardPort);
  const options = type === 'fluentbit' ? { Listen: address, Port: port } : { bind: address, port };
  return { name: 'forward', options };
}

function recordOf({ labelled, family, revision, report, target }: TaskScope, pointer: string): Record<string, string> {
  const text = 'Records of the log carry no ec2_instance_id, as there is no instance; their cluster is "local".';
  if (target === 'EC2') report.notice('approximated', 'firelens-metadata', `${pointer}/firelensConfiguration`, text);
  return { ecs_cluster: 'local', ecs_task_arn: labelled.taskArn, ecs_task_definition: `${family}:${revision}` };
}

/** A configuration on S3: a file of this machine stands in for it, else AWS is asked. */
function externalText(scope: ContainerScope): string | undefined {
  const { container, pointer, report, around, name, options } = scope;
  const arn = configOnS3(container);
  if (arn === undefined) return undefined;
  const at = `${pointer}/firelensConfiguration/options/config-file-value`;
  const local = around.given?.environmentFiles.get(arn);
  if (local && 'text' in local) {
    report.notice('substituted', 'firelens-config', at, `The router ${name} reads ${local.path} instead of ${arn}.`);
    return local.text;
  }
  const fetched = around.given?.aws?.get(arn);
  if (typeof fetched === 'string') return fetched;
  const without = `The router ${name} runs without its configuration ${arn}`;
  const { environmentFiles, from } = options.overrides ?? {};
  const why = fetched?.missing ?? 'AWS is not asked without a profile';
  const next = `Put ${path.posix.basename(arn)} beside the task definition to have it read.`;
  const text = environmentFiles?.[arn] === null ? `${without}, as ${from} says.` : `${without}: ${why}. ${next}`;
  report.notice('ignored', 'firelens-config', at, text);
  return undefined;
}
