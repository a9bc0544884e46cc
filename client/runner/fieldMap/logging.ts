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
  if (configuration.secretOptions?.length)
    report.notice('ignored', 'log-secrets', `${at}/secretOptions`, 'Secret options of the log driver are not fetched.');
  if (engineDrivers.has(logDriver) && !(logDriver === 'journald' && scope.engine.inVirtualMachine))
    return logConfig(logDriver, { ...(logDriver === 'json-file' && readable), ...options });
  const instead = `The output of ${name} is kept in a local file instead of`;
  if (logDriver === 'awslogs') {
    const group = options['awslogs-group'] ?? '(no group)';
    const stream = `${options['awslogs-stream-prefix'] ?? '(no prefix)'}/${name}/${taskId}`;
    report.notice('substituted', 'log-awslogs', at, `${instead} CloudWatch Logs, group ${group}, stream ${stream}.`);
  } else report.notice('substituted', 'log-driver', at, `${instead} the log driver ${logDriver}.`);
  return logConfig('json-file', { ...readable, ...delivery(options) });
}

/** ECS delivers without blocking the container unless the definition says otherwise (default since June 2025). */
function delivery(options: Readonly<Record<string, string>>): Record<string, string> {
  const mode = options.mode ?? 'non-blocking';
  return mode === 'non-blocking' ? { mode, 'max-buffer-size': options['max-buffer-size'] ?? '10m' } : { mode };
}

function logConfig(Type: string, Config: Readonly<Record<string, string>>): BodyPart {
  return { host: { LogConfig: { Type, Config } } };
}
