import { type ContainerField, isEssential } from '../../document/view';
import type { ContainerDependency, HealthCheck } from '../../model/taskDefinition';
import type { Field } from '../../document/field';
import { inlineCode } from '../markdown';
import { type Explain, holderOf } from './subject';

/** What a dependency waits for, in terms of the container it names. */
export const dependency: Explain = (subject) => {
  if (!/^containerDefinitions\.\*\.dependsOn\.\*\.(containerName|condition)$/.test(subject.place)) return undefined;
  const item = holderOf(subject) as Field<ContainerDependency> | undefined;
  const target = subject.task.container(item?.get('containerName')?.known ?? '');
  const text = target && waitFor(target, item?.get('condition')?.known);
  if (!text) return undefined;
  const limit = target.get('startTimeout')?.int;
  return limit === undefined ? text : `${text} It gives up after ${limit} s (${inlineCode('startTimeout')}).`;
};

function waitFor(target: ContainerField, condition: string | undefined): string | undefined {
  const name = inlineCode(target.get('name')!.text!);
  const ends = isEssential(target) ? ` ${name} is essential, so the task stops when it exits.` : '';
  switch (condition) {
    case 'START':
      return `Starts when ${name} has been started; whether it is ready does not count.`;
    case 'COMPLETE':
      return `Starts when ${name} has run and exited, with any exit code.${ends}`;
    case 'SUCCESS':
      return `Starts when ${name} has run and exited with 0.${ends}`;
    case 'HEALTHY': {
      const check = target.get('healthCheck');
      const rhythm = check && rhythmOf(check);
      return check
        ? `Starts when the health check of ${name} passes.${rhythm ? ` ${rhythm}` : ''}`
        : `${name} has no \`healthCheck\`, so it never becomes healthy.`;
    }
    default:
      return undefined;
  }
}

/** The rhythm of a health check, defaults filled in. */
export const healthCheck: Explain = ({ place, field }) =>
  /^containerDefinitions\.\*\.healthCheck$/.test(place) && field.type === 'object' ? rhythmOf(field) : undefined;

/** Defaults in seconds. Source: HealthCheck in the ECS API Reference. */
const defaults = { interval: 30, timeout: 5, retries: 3, startPeriod: 0 };

function rhythmOf(check: Field<HealthCheck>): string | undefined {
  const read = (name: keyof typeof defaults): number | undefined => {
    const field = check.get(name);
    return field ? field.int : defaults[name];
  };
  const [interval, timeout, retries, startPeriod] = [
    read('interval'),
    read('timeout'),
    read('retries'),
    read('startPeriod'),
  ];
  if (interval === undefined || timeout === undefined || retries === undefined) return undefined;
  const grace = startPeriod ? ` Failures in the first ${startPeriod} s do not count.` : '';
  const failures = retries === 1 ? 'one failure makes' : `${retries} failures in a row make`;
  return `Asked every ${interval} s with ${timeout} s to answer; ${failures} it unhealthy.${grace}`;
}
