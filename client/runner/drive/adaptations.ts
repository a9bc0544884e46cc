import type { EngineError } from '../errors';
import { isIPv6Refused, isOnIPv6, withoutIPv6 } from '../ipv6';
import { hasDefaultOpenFiles, isOpenFilesRefused, withoutDefaultOpenFiles } from '../openFiles';
import type { ContainerSpec, TaskPlan } from '../plan';
import type { Adapted } from './surface';

/** Something that an engine may refuse when a container starts, and that a task can do without. */
export interface Adaptation {
  readonly isRefused: (error: EngineError) => boolean;
  /** Was it asked for, for this container? */
  readonly concerns: (plan: TaskPlan, spec: ContainerSpec) => boolean;
  /** The plan without it, and with a notice that says so. */
  readonly without: (plan: TaskPlan) => TaskPlan;
  /** For what the next plan need not ask any more. */
  readonly keepInMind?: (adapted: Adapted) => void;
}

const openFiles: Adaptation = {
  isRefused: ({ message }) => isOpenFilesRefused(message),
  concerns: hasDefaultOpenFiles,
  without: withoutDefaultOpenFiles,
  keepInMind: (adapted) => adapted.openFiles(),
};

const ipv6: Adaptation = { isRefused: isIPv6Refused, concerns: isOnIPv6, without: withoutIPv6 };

export const adaptationTo = (error: EngineError): Adaptation | undefined =>
  [openFiles, ipv6].find(({ isRefused }) => isRefused(error));
