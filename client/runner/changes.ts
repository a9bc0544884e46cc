import type { ContainerDefinition } from '../../server/index';
import { label } from './labels';
import type { ContainerSpec, TaskPlan } from './plan';

/** One container that another plan of the same task makes differently. */
export interface ChangedContainer {
  readonly name: string;
  /** Members of its definition; none when only something beside the definition is different. */
  readonly members: readonly string[];
}

/** What another plan of a running task means for it. */
export type Change =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'containers'; readonly containers: readonly ChangedContainer[] }
  /** The whole task has to be another one; `why` is a clause: "cpu was changed". */
  | { readonly kind: 'task'; readonly why: string };

/**
 * Which containers of a running task have to be made anew, and why. Compares what containers are made of, so that a
 * blank, or a member without effect, restarts nothing; another file of variables does. Anything about the task as a
 * whole, or about how its containers depend on each other, concerns all of them.
 */
export function changedContainers(before: TaskPlan, after: TaskPlan): Change {
  const why = ofTask(before, after) ?? ofGraph(before, after) ?? ofPause(before, after);
  if (why !== undefined) return { kind: 'task', why };
  const containers = pairs(before.containers, after.containers)
    .filter(([old, now]) => madeOf(old) !== madeOf(now))
    .map(
      ([
        {
          facts: { name },
        },
      ]) => ({ name, members: differing(definitionOf(before, name), definitionOf(after, name)) }),
    );
  if (containers.length === 0) return { kind: 'nothing' };
  const used = containers.find(({ name }) => isUsed(after, name));
  if (used)
    return { kind: 'task', why: `${used.name} was changed, which others have volumes, a link or their log router of` };
  return { kind: 'containers', containers };
}

function ofTask(before: TaskPlan, after: TaskPlan): string | undefined {
  const members = differing(before.definition, after.definition).filter((member) => member !== 'containerDefinitions');
  if (members.length > 0) return `${members.join(', ')} ${members.length === 1 ? 'was' : 'were'} changed`;
  const outline = ({ target, networkMode, taskArn, network, namespace, volumes, group }: TaskPlan) =>
    JSON.stringify([target, networkMode, taskArn, network, namespace, volumes, group]);
  return outline(before) === outline(after) ? undefined : 'what its containers share was changed';
}

function ofGraph(before: TaskPlan, after: TaskPlan): string | undefined {
  const names = ({ containers }: TaskPlan) => containers.map(({ facts }) => facts.name).join();
  if (names(before) !== names(after)) return 'a container was added, removed, renamed or moved';
  const edges = ({ facts, body }: ContainerSpec) => JSON.stringify([facts.dependsOn, body.NetworkDisabled]);
  const [moved] = pairs(before.containers, after.containers).find(([old, now]) => edges(old) !== edges(now)) ?? [];
  return moved && `what ${moved.facts.name} depends on was changed`;
}

/** It holds the network and the published ports of all. */
function ofPause(before: TaskPlan, after: TaskPlan): string | undefined {
  const pause = ({ containers }: TaskPlan) => containers.filter(({ facts }) => facts.role === 'pause').map(madeOf);
  return pause(before).join() === pause(after).join() ? undefined : 'a port of its network was changed';
}

/** Have others its volumes, a link to it, or their logs in its hands? */
const isUsed = ({ definition: { containerDefinitions = [] } }: TaskPlan, name: string): boolean =>
  containerDefinitions.some(
    ({ name: own, links = [], volumesFrom = [], firelensConfiguration }) =>
      (firelensConfiguration && own === name) ||
      links.some((link) => link.split(':')[0] === name) ||
      volumesFrom.some(({ sourceContainer }) => sourceContainer === name),
  );

const pairs = (before: readonly ContainerSpec[], after: readonly ContainerSpec[]) =>
  before.map((spec, index) => [spec, after[index] ?? spec] as const);

/** All that a container is made of, as text; our own labels are about the task. */
function madeOf({ facts, image, platform, versionConsistency, ports, body }: ContainerSpec): string {
  const labels = Object.entries(body.Labels).filter(([name]) => name !== label.spec && name !== label.definition);
  return JSON.stringify([facts, image, platform, versionConsistency, ports, { ...body, Labels: labels }]);
}

const definitionOf = ({ definition }: TaskPlan, wanted: string): ContainerDefinition | undefined =>
  definition.containerDefinitions?.find(({ name }) => name === wanted);

function differing(before: object = {}, after: object = {}): string[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const text = (value: unknown) => JSON.stringify(value);
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => text(old.get(key)) !== text(now.get(key)));
}
