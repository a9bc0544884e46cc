import { describeOnlyMembers } from '../model/describeOnly';
import type { TaskDefinition } from '../model/taskDefinition';
import type { Document } from './document';

/**
 * The task definition of a document as RegisterTaskDefinition takes it: unwrapped, without nulls and without the members
 * ECS assigns. Of a bare list of containers, a definition without a family. Undefined when the file holds none, or one
 * in another spelling (CloudFormation). Its values are what the file says: trust them only when it has no errors.
 */
export function definitionOf({ form, task }: Document): TaskDefinition | undefined {
  if (!task || form === 'pascal-case') return undefined;
  if (!task.root) return { containerDefinitions: task.containers.map((container) => container.toJson() as object) };
  if (task.root.type !== 'object') return undefined;
  const definition = task.root.toJson() as Record<string, unknown>;
  for (const name of describeOnlyMembers) delete definition[name];
  return definition;
}
