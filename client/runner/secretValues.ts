import type { TaskPlan } from './plan';

/**
 * The values of the secrets that a task's containers get: for whoever shows what a container has written, and must not
 * show these. A secret of several lines or members also counts as each of them, since that is how a program prints it.
 */
export function secretValues({ definition, containers }: Pick<TaskPlan, 'definition' | 'containers'>): string[] {
  const values = containers.flatMap(({ facts, body }) => {
    const container = definition.containerDefinitions?.find(({ name }) => name === facts.name);
    const names = new Set(container?.secrets?.map(({ name }) => name));
    return (body.Env ?? []).flatMap((line) => {
      const equals = line.indexOf('=');
      return names.has(line.slice(0, equals)) ? [line.slice(equals + 1)] : [];
    });
  });
  return [...new Set(values.flatMap((value) => [value, ...value.split(/\r?\n/), ...members(value)]))].filter(isShown);
}

/**
 * Are the values of all secrets here? Not always for a task that another process has begun: those that AWS gave are asked
 * for again only when a container is still to be made.
 */
export const areSecretsKnown = ({ definition, containers }: Pick<TaskPlan, 'definition' | 'containers'>): boolean =>
  containers.every(({ facts, body }) => {
    const container = definition.containerDefinitions?.find(({ name }) => name === facts.name);
    return (container?.secrets ?? []).every(({ name }) => body.Env?.some((line) => line.startsWith(`${name}=`)));
  });

/** Blank or as short as `1` or `no`, it gives nothing away, and stands in half of all texts. */
const isShown = (value: string): boolean => value.trim().length > 2;

/** The texts and numbers in a value that is JSON, as secrets with several keys are. */
function members(value: string): string[] {
  try {
    const inner: string[] = [];
    JSON.parse(value, (_key, one: unknown) => {
      if (typeof one === 'string' || typeof one === 'number') inner.push(String(one));
    });
    return inner;
  } catch {
    return [];
  }
}
