import { isAtLeast, isSteady } from './containers';
import type { TaskState, TaskStatus } from './state';

/**
 * The task status of the ECS API for what the containers have come to. PROVISIONING and DEPROVISIONING are the setting
 * up and taking down of the task's network; RUNNING needs every container to be at least RUNNING.
 */
export function taskStatus(task: TaskState): TaskStatus {
  const apps = task.containers.filter(({ facts }) => facts.role === 'app');
  const pause = task.containers.find(({ facts }) => facts.role === 'pause');
  const isOver = (container: TaskState['containers'][number]): boolean =>
    container.known === 'STOPPED' && container.inFlight === undefined && container.desired === 'STOPPED';
  if (task.containers.every(isOver)) return 'STOPPED';
  if (task.desired === 'STOPPED') return pause && apps.every(isOver) ? 'DEPROVISIONING' : 'STOPPING';
  if (task.startedAt !== undefined) return 'RUNNING';
  if (!task.begun || (pause && !isSteady(pause))) return 'PROVISIONING';
  return apps.every(({ known }) => isAtLeast(known, 'RUNNING')) ? 'RUNNING' : 'PENDING';
}
