import { hasPlaceholder, type TaskDefinition } from '../../server/index';
import { hasUnresolvableDependencies } from './dependencies';
import type { TaskScope } from './fieldMap/scope';
import type { Report } from './report';
import type { ContainerFacts } from './state';

/**
 * What no task can be run with, checked before the engine is asked anything (runner.md §1.15). What a launch type or the
 * sizes do not allow is said by the rules: of the file before it is run, of what a run makes of it in `local/onEcs.ts`.
 */

export function refuseUnregistrable(scope: TaskScope): void {
  const { containers, report } = scope;
  if (containers.length === 0) {
    if (report.refusals.some(({ pointer }) => pointer.startsWith('/containerDefinitions'))) return; // nobody has filled them in
    const next = 'Add one under containerDefinitions.';
    report.refuse('no-containers', '/containerDefinitions', 'The task has no containers.', next);
    return;
  }
  refuseNames(scope);
  if (containers.every(({ essential }) => essential === false)) {
    const next = 'Remove "essential": false from one of them.';
    report.refuse('no-essential', '/containerDefinitions', 'No container is essential; ECS asks for one.', next);
  }
  refuseStrangers(scope);
}

function refuseNames({ containers, options, report }: TaskScope): void {
  const names = new Set<string>();
  containers.forEach(({ name, image }, index) => {
    const at = `/containerDefinitions/${index}`;
    if (!name) report.refuse('name-missing', at, 'A container has no name.', 'Give it a name.');
    else if (names.has(name))
      report.refuse('name-duplicate', `${at}/name`, `Two containers are called ${name}.`, 'Rename one of them.');
    if (!image && !options.images?.[name ?? ''])
      report.refuse('image-missing', at, `Container ${name ?? index} has no image.`, 'Give it an image.');
    names.add(name ?? '');
  });
}

/** Options for a container the task does not have: most likely a slip of the hand. */
function refuseStrangers({ containers, options, report }: TaskScope): void {
  const names = containers.flatMap(({ name }) => name ?? []);
  for (const given of Object.keys({ ...options.images, ...options.environment }))
    if (!names.includes(given))
      report.refuse(
        'unknown-container',
        '/containerDefinitions',
        `There is no container ${given} to give an image or a variable to.`,
        `The containers are: ${names.join(', ')}.`,
      );
}

/** Waits that can never end, and waits ECS refuses because they would end the task. */
export function refuseOrder(definition: TaskDefinition, facts: readonly ContainerFacts[], report: Report): void {
  const byName = new Map(facts.map((container) => [container.name, container]));
  definition.containerDefinitions?.forEach((container, index) =>
    container.dependsOn?.forEach(({ containerName: on, condition }, position) => {
      const pointer = `/containerDefinitions/${index}/dependsOn/${position}`;
      const dependency = on === undefined ? undefined : byName.get(on);
      const waits = `Container ${container.name} waits for ${on}`;
      if (!dependency && hasPlaceholder(on ?? '')) return; // refused as such
      if (!dependency)
        report.refuse('dependency-unknown', pointer, `${waits}, which is not in the task.`, 'Correct the name.');
      else if ((condition === 'SUCCESS' || condition === 'COMPLETE') && dependency.essential)
        report.refuse(
          'dependency-essential',
          pointer,
          `${waits} to end (${condition}), but ${on} is essential: its end stops the task.`,
          `Set "essential": false on ${on}, or wait for START or HEALTHY.`,
        );
      else if (condition === 'HEALTHY' && !dependency.hasHealthCheck)
        report.refuse(
          'dependency-no-health-check',
          pointer,
          `${waits} to be HEALTHY, but ${on} has no healthCheck.`,
          `Give ${on} a healthCheck, or wait for START.`,
        );
    }),
  );
  if (report.refusals.length === 0 && hasUnresolvableDependencies(facts)) {
    const next = 'Break the circle, or correct the name, in dependsOn, links or volumesFrom.';
    const text = 'The containers wait for each other in a circle, or for one that is not there.';
    report.refuse('dependency-unresolvable', '/containerDefinitions', text, next);
  }
}
