import type { Notice } from './notice';
import type { ContainerSpec, TaskPlan } from './plan';

/**
 * The plan without the limit of open files that Fargate gives to every container, for an engine that may not raise its
 * own that far. A limit somebody has written stays: that it cannot be had is an error.
 */
export function withoutDefaultOpenFiles(plan: TaskPlan): TaskPlan {
  const affected = plan.containers.filter((spec) => hasDefaultOpenFiles(plan, spec));
  if (affected.length === 0) return plan;
  const containers = plan.containers.map((spec) => (affected.includes(spec) ? withoutLimit(spec) : spec));
  return { ...plan, containers, notices: [...plan.notices, ...affected.map(notice)] };
}

export function hasDefaultOpenFiles({ definition, target }: TaskPlan, { facts, body }: ContainerSpec): boolean {
  const own = definition.containerDefinitions?.find(({ name }) => name === facts.name)?.ulimits;
  const isWritten = own?.some(({ name }) => name === 'nofile') ?? false;
  return target === 'FARGATE' && !isWritten && limitsOf(body.HostConfig).some(({ Name }) => Name === 'nofile');
}

/** Does the engine say that it may not set this limit? RLIMIT_NOFILE is number 7 on Linux. */
export const isOpenFilesRefused = (message: string): boolean => /error setting rlimit type 7\b/.test(message);

function withoutLimit(spec: ContainerSpec): ContainerSpec {
  const { HostConfig } = spec.body;
  const Ulimits = limitsOf(HostConfig).filter(({ Name }) => Name !== 'nofile');
  return { ...spec, body: { ...spec.body, HostConfig: { ...HostConfig, Ulimits } } };
}

const limitsOf = ({ Ulimits = [] }: ContainerSpec['body']['HostConfig']) =>
  Ulimits as readonly { readonly Name: string }[];

const notice = ({ facts: { name }, pointer }: ContainerSpec): Notice => ({
  code: 'open-files-default',
  pointer,
  verdict: 'approximated',
  text: `Fargate lets ${name} open 65535 files; this engine may not raise its limit that far, so the engine's own holds.`,
});
