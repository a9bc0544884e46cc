import { EngineError, OtherPlatformError } from '../errors';
import { limits } from '../engine/limits';
import type { Operation, RunnerEvent, TaskState } from '../state';

/** A failed call as the reducer takes it: an error name of ECS and a text for people. */
export interface Failure {
  readonly error: { readonly name: string; readonly message: string };
  readonly timedOut: boolean;
}

const names: Readonly<Record<Operation, string>> = {
  manifest: 'CannotPullImageManifestError',
  pull: 'CannotPullContainerError',
  create: 'CannotCreateContainerError',
  start: 'CannotStartContainerError',
  stop: 'CannotStopContainerError',
  replace: 'CannotStopContainerError',
  inspect: 'CannotInspectContainerError',
};

const reaching: Readonly<Record<Operation, string>> = {
  manifest: 'manifest_pulled',
  pull: 'pulled',
  create: 'created',
  start: 'started',
  stop: 'stopped',
  replace: 'stopped',
  inspect: 'inspected',
};

/** Names the error as the ECS agent does (runner.md §2.4, §2.10) and adds what a person can do about it. */
export function failureOf(operation: Operation, cause: unknown, target: TaskState['target']): Failure {
  const error = cause instanceof EngineError ? cause : new EngineError('refused', messageOf(cause));
  if (error.kind === 'timeout') return { error: timedOut(operation, target), timedOut: true };
  const message = [error.message, nextStep(operation, error)].filter((part) => part !== undefined).join(' — ');
  return { error: { name: nameOf(operation, error, target), message }, timedOut: false };
}

/** What the reducer is told of it. */
export function failed(
  container: string,
  operation: Operation,
  cause: unknown,
  target: TaskState['target'],
): RunnerEvent {
  return { type: 'failed', container, operation, ...failureOf(operation, cause, target) };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function nameOf(operation: Operation, { kind, message }: EngineError, target: TaskState['target']): string {
  const isOfImage = (kind === 'not-found' && /image/i.test(message)) || /invalid reference format/.test(message);
  if (operation === 'create' && isOfImage) return names.pull;
  if (target === 'FARGATE' && /failed to initialize logging driver/.test(message)) return 'ResourceInitializationError';
  return names[operation];
}

function timedOut(operation: Operation, target: TaskState['target']): Failure['error'] {
  const name = target === 'FARGATE' ? 'ContainerRuntimeTimeoutError' : 'DockerTimeoutError';
  const seconds = limits[operation] / 1000;
  const waited = seconds % 60 === 0 ? `${seconds / 60}m0s` : `${seconds}s`;
  return { name, message: `Could not transition to ${reaching[operation]}; timed out after waiting ${waited}` };
}

const pullHints: readonly (readonly [RegExp, string])[] = [
  [
    /no such host|dial tcp|connection refused|i\/o timeout|TLS handshake|network is unreachable/i,
    'the registry cannot be reached: check its name, the network and the proxy',
  ],
  [/unauthorized|denied|no basic auth|authentication required/i, 'check the name, or log in with "docker login"'],
  [/manifest unknown|not found|no matching manifest/i, "check the image's name, tag and platform"],
  [/invalid reference/i, 'this is not the name of an image'],
];

/** One hint, only where the cause is certain. */
function nextStep(operation: Operation, error: EngineError): string | undefined {
  const { kind, message } = error;
  if (error instanceof OtherPlatformError)
    return `build it with "--platform ${error.platform}", or change "runtimePlatform"`;
  if (kind === 'disk-full') return 'free space on the engine\'s disk, for example with "docker system prune"';
  if (/failed to initialize logging driver|error looking up logging plugin/.test(message))
    return 'name a log driver this machine has under "logConfiguration" of the container in ecs.local.json, such as json-file';
  if (operation !== 'pull' && operation !== 'manifest') return undefined;
  return pullHints.find(([pattern]) => pattern.test(message))?.[1];
}
