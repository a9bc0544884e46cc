import type { ContainerDefinition, Secret } from '../../../server/index';
import type { EngineInfo, RunOptions } from '../plan';
import { outputSecrets } from './firelens/outputs';
import { isRouted } from './firelens/places';
import { routedLog } from './firelens/routed';
import type { BodyPart, ContainerScope } from './scope';
import { secretValues } from './secretOptions';

/**
 * Where we choose how a log is kept: never more than 200 MB of it. Whoever follows a log that is cut sooner than it is
 * read misses a part and hears of another twice, so the files are long.
 */
const kept = { 'max-size': '100m', 'max-file': '2' };
const howMuch = 'the last 200 MB of it';

/** Drivers of the engine itself. */
const engineDrivers = new Set(['json-file', 'local', 'none', 'syslog', 'gelf', 'fluentd', 'journald']);

/** A virtual machine has no journal and no syslog of its own, and an engine that is not Docker's has fewer drivers. */
function hasDriver(engine: EngineInfo, logDriver: string, options: Readonly<Record<string, string>>): boolean {
  const isOfHost = logDriver === 'journald' || (logDriver === 'syslog' && !options['syslog-address']);
  if (!engineDrivers.has(logDriver) || (engine.inVirtualMachine && isOfHost)) return false;
  return logDriver === 'none' || engine.logDrivers.length === 0 || engine.logDrivers.includes(logDriver);
}

/** Where the output goes. Drivers that end in AWS are replaced by a file the editor can read. */
export function mapLogging(scope: ContainerScope): BodyPart {
  const { container, pointer, report, target, taskId, name } = scope;
  const configuration = container.logConfiguration;
  const at = `${pointer}/logConfiguration`;
  if (!configuration?.logDriver) {
    if (target !== 'FARGATE') return logConfig('json-file', {}); // as the engine of an instance does
    const text = `The output of ${name} is kept here, ${howMuch}; Fargate keeps none without a logConfiguration.`;
    report.notice('approximated', 'logs-kept', pointer, text);
    return logConfig('json-file', kept);
  }
  const { logDriver, options = {} } = configuration;
  if (isRouted(container, scope.containers)) {
    announceUnreadable(scope, 'the router');
    return logConfig('fluentd', { ...routedLog(scope), ...delivery(options) });
  }
  if (hasDriver(scope.engine, logDriver, options)) {
    announceUnreadable(scope, logDriver);
    const secrets = Object.fromEntries(secretValues(scope, configuration.secretOptions ?? [], pointer));
    const delivered = logDriver === 'none' ? {} : delivery(options);
    return logConfig(logDriver, { ...options, ...delivered, ...secrets });
  }
  const instead = `The output of ${name} is kept in a local file, ${howMuch}, instead of`;
  if (logDriver === 'awslogs') {
    const group = options['awslogs-group'] ?? '(no group)';
    const stream = `${options['awslogs-stream-prefix'] ?? '(no prefix)'}/${name}/${taskId}`;
    report.notice('substituted', 'log-awslogs', at, `${instead} CloudWatch Logs, group ${group}, stream ${stream}.`);
  } else report.notice('substituted', 'log-driver', at, `${instead} the log driver ${logDriver}.`);
  return standIn(scope, delivery(options));
}

/**
 * A file, for what would go to AWS: of the engine's own driver, which is read twice as fast as JSON and keeps bytes that
 * are no UTF-8. Files that are full are not compressed, or reading them would begin with unpacking.
 */
function standIn({ engine }: ContainerScope, delivered: Readonly<Record<string, string>>): BodyPart {
  return engine.logDrivers.includes('local')
    ? logConfig('local', { ...kept, compress: 'false', ...delivered })
    : logConfig('json-file', { ...kept, ...delivered });
}

/** The secrets that a container's log driver, or the router its log goes to, is given here. */
export function passedOnSecrets(
  container: ContainerDefinition,
  containers: readonly ContainerDefinition[],
  options: RunOptions,
): readonly Secret[] {
  if (isRouted(container, containers)) return outputSecrets(container, options);
  const { logDriver = '', secretOptions = [] } = container.logConfiguration ?? {};
  return engineDrivers.has(logDriver) ? secretOptions : [];
}

/** Dual logging: a copy that can be read, whatever the driver does. Since version 20.10. */
function announceUnreadable({ engine, name, pointer, report }: ContainerScope, logDriver: string): void {
  const at = `${pointer}/logConfiguration/logDriver`;
  if (logDriver === 'none') {
    report.notice('approximated', 'log-none', at, `The output of ${name} is kept nowhere, so there is none to show.`);
    return;
  }
  const [major = 0, minor = 0] = engine.apiVersion.split('.').map(Number);
  const keepsCopy = major > 1 || minor >= 41 || ['json-file', 'local', 'journald'].includes(logDriver);
  if (keepsCopy) return;
  const text = `The output of ${name} cannot be shown: this engine keeps no copy of what goes to ${logDriver}.`;
  report.notice('approximated', 'log-unreadable', at, text);
}

/** ECS delivers without blocking the container unless the definition says otherwise (default since June 2025). */
function delivery(options: Readonly<Record<string, string>>): Record<string, string> {
  const mode = options.mode ?? 'non-blocking';
  return mode === 'non-blocking' ? { mode, 'max-buffer-size': options['max-buffer-size'] ?? '10m' } : { mode };
}

function logConfig(Type: string, Config: Readonly<Record<string, string>>): BodyPart {
  return { host: { LogConfig: { Type, Config } } };
}
