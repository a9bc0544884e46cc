import type { ContainerDefinition, Secret } from '../../../server/index';
import type { BodyPart, ContainerScope } from './scope';

/** Readable in the editor whatever happens, and never more than 30 MB. */
const readable = { 'max-size': '10m', 'max-file': '3' };

/** Drivers of the engine itself that need nothing from AWS. */
const engineDrivers = new Set(['json-file', 'local', 'none', 'syslog', 'gelf', 'fluentd', 'journald']);

/** Where the output goes. Drivers that end in AWS or in a router are replaced by a file the editor can read. */
export function mapLogging(scope: ContainerScope): BodyPart {
  const { container, pointer, report, target, taskId, name } = scope;
  const configuration = container.logConfiguration;
  const at = `${pointer}/logConfiguration`;
  if (!configuration?.logDriver) {
    if (target === 'FARGATE') {
      const text = `The output of ${name} is kept here; Fargate keeps none without a logConfiguration.`;
      report.notice('approximated', 'logs-kept', pointer, text);
    }
    return logConfig('json-file', readable);
  }
  const { logDriver, options = {} } = configuration;
  if (engineDrivers.has(logDriver) && !(logDriver === 'journald' && scope.engine.inVirtualMachine))
    return logConfig(logDriver, { ...(logDriver === 'json-file' && readable), ...options, ...secretOptions(scope) });
  const instead = `The output of ${name} is kept in a local file instead of`;
  if (logDriver === 'awslogs') {
    const group = options['awslogs-group'] ?? '(no group)';
    const stream = `${options['awslogs-stream-prefix'] ?? '(no prefix)'}/${name}/${taskId}`;
    report.notice('substituted', 'log-awslogs', at, `${instead} CloudWatch Logs, group ${group}, stream ${stream}.`);
  } else report.notice('substituted', 'log-driver', at, `${instead} the log driver ${logDriver}.`);
  return logConfig('json-file', { ...readable, ...delivery(options) });
}

/** The secrets that a container's log driver is given, if it is one that runs here. */
export const passedOnSecrets = ({ logConfiguration }: ContainerDefinition): readonly Secret[] =>
  (engineDrivers.has(logConfiguration?.logDriver ?? '') && logConfiguration?.secretOptions) || [];

/** Options whose values AWS has given; the driver does without the others, which is told. */
function secretOptions({ container, pointer, report, around }: ContainerScope): Record<string, string> {
  const found = passedOnSecrets(container).flatMap(({ name = '', valueFrom = '' }, index): [string, string][] => {
    const value = around.given?.aws?.get(valueFrom);
    if (typeof value === 'string') return [[name, value]];
    const why = value?.missing ?? 'AWS is not asked without a profile';
    const text = `The log driver runs without its secret option ${name}: ${why}.`;
    report.notice('ignored', 'log-secrets', `${pointer}/logConfiguration/secretOptions/${index}`, text);
    return [];
  });
  return Object.fromEntries(found);
}

/** ECS delivers without blocking the container unless the definition says otherwise (default since June 2025). */
function delivery(options: Readonly<Record<string, string>>): Record<string, string> {
  const mode = options.mode ?? 'non-blocking';
  return mode === 'non-blocking' ? { mode, 'max-buffer-size': options['max-buffer-size'] ?? '10m' } : { mode };
}

function logConfig(Type: string, Config: Readonly<Record<string, string>>): BodyPart {
  return { host: { LogConfig: { Type, Config } } };
}
