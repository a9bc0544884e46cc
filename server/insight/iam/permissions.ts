import type { Document } from '../../document/document';
import { executionRoleNeeds } from './executionRole';
import { homeOf } from './home';
import { type MergedStatement, merged } from './policy';
import { taskRoleNeeds } from './taskRole';

/** What a task definition implies for its two roles. */
export interface ImpliedPermissions {
  readonly executionRole: RolePermissions;
  readonly taskRole: RolePermissions;
}

export interface RolePermissions {
  /** The role that the file names; undefined when it names none. */
  readonly named: string | undefined;
  readonly statements: readonly MergedStatement[];
  readonly notes: readonly string[];
}

export interface PermissionOptions {
  /** ECS Exec will be used, which the service or RunTask turns on, not the file. */
  readonly exec: boolean;
}

/** The least that both roles need so that the task starts and its ECS features work. Undefined where there is no task. */
export function impliedPermissions(
  { task, form }: Document,
  options: PermissionOptions,
): ImpliedPermissions | undefined {
  if (!task || form === 'pascal-case' || task.containers.length === 0) return undefined;
  const home = homeOf(task);
  const execution = executionRoleNeeds(task, home);
  const own = taskRoleNeeds(task, home, options);
  return {
    executionRole: {
      named: task.root?.get('executionRoleArn')?.text || undefined,
      statements: merged(execution.statements),
      notes: execution.notes,
    },
    taskRole: {
      named: task.root?.get('taskRoleArn')?.text || undefined,
      statements: merged(own.statements),
      notes: own.notes,
    },
  };
}
