import type { ContainerDefinition, Secret } from '../../../../server/index';
import type { RunOptions } from '../../plan';
import type { TaskScope } from '../scope';
import { anything, type Grep, type RouterType, type Section } from './fluentConfig';
import { isRouted } from './places';

/** Options that are for the engine's log driver, not for the router's output. */
const ofDriver = new Set(['log-driver-buffer-limit', 'mode', 'max-buffer-size']);
/** The option that names the plugin. */
const pluginKey: Readonly<Record<RouterType, string>> = { fluentbit: 'Name', fluentd: '@type' };
/** Outputs that leave nothing outside the task. */
const staysHere = new Set(['stdout', 'null', 'file', 'counter']);

/** Do routers send what they get where the definition says? Only with the credentials that the containers get. */
const sends = ({ credentials }: RunOptions): boolean => credentials !== undefined && credentials.source !== 'none';

/** What the router does with the output of one container. */
export interface Routed {
  readonly output: Section | undefined;
  readonly greps: readonly Grep[];
}

/** The secrets that the output of a container is given, if it is one that is sent. */
export const outputSecrets = ({ logConfiguration }: ContainerDefinition, options: RunOptions): readonly Secret[] =>
  (sends(options) && logConfiguration?.secretOptions) || [];

/** The variable of the router in which it finds the value of a secret option of the container at this index. */
export const secretVariable = (option: string, index: number): string => `${option}_${index}`;

/** Every `awsfirelens` container of the task, as sections of the router's configuration. */
export function routedOutputs(scope: TaskScope, type: RouterType): Routed[] {
  return scope.containers.flatMap((container, index) =>
    isRouted(container, scope.containers) ? [routed(scope, container, index, type)] : [],
  );
}

function routed(scope: TaskScope, container: ContainerDefinition, index: number, type: RouterType): Routed {
  const { name = `container-${index}`, logConfiguration } = container;
  const { report, options: run } = scope;
  const at = `/containerDefinitions/${index}/logConfiguration`;
  const tag = `${name}-firelens${anything(type)}`;
  const given = Object.entries(logConfiguration?.options ?? {}).filter(([key]) => !ofDriver.has(key));
  const options = new Map(given);
  const grep = (key: string, keeps: boolean): Grep[] => {
    const pattern = options.get(key);
    options.delete(key);
    return pattern === undefined ? [] : [{ tag, keeps, pattern }];
  };
  const greps = [...grep('include-pattern', true), ...grep('exclude-pattern', false)];
  const key = pluginKey[type];
  const isSecret = logConfiguration?.secretOptions?.some(({ name: option }) => option === key) === true;
  const plugin = options.get(key) ?? (isSecret ? reference(secretVariable(key, index), type) : undefined);
  const called = options.get(key) ?? `the output that its secret ${key} names`;
  options.delete(key);
  const secrets = outputSecrets(container, run).flatMap(({ name: option = key }) => (option === key ? [] : option));
  if (plugin === undefined) {
    if (options.size + secrets.length > 0) {
      const text = `The log of ${name} has options for an output, and none says which output that is.`;
      report.refuse('firelens-output', `${at}/options`, text, `Add "${key}", as ECS requires.`);
    }
    return { output: undefined, greps };
  }
  if (!staysHere.has(plugin) && !sends(run)) {
    const text =
      `The log of ${name} goes to the standard output of the router instead of ${called}; ` +
      'it is sent there once the containers get credentials.';
    report.notice('substituted', 'firelens-output', at, text);
    return { output: { name: 'stdout', tag, options: {} }, greps };
  }
  if (!staysHere.has(plugin)) {
    const text = `The router really sends the log of ${name} to ${called}, with the credentials of this run.`;
    report.notice('approximated', 'firelens-output', at, text);
  }
  for (const option of secrets) options.set(option, reference(secretVariable(option, index), type));
  return { output: { name: plugin, tag, options: Object.fromEntries(options) }, greps };
}

/** How a configuration names a variable of the router's own environment. */
const reference = (variable: string, type: RouterType): string =>
  type === 'fluentbit' ? `\${${variable}}` : `"#{ENV['${variable}']}"`;
