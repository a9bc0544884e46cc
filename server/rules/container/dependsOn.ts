import { type CheckRule, defineRule } from '../define';
import { withContainers } from '../example';
import { setValue } from '../fixes';
import { cyclesIn, dependencyEdges, linkEdges, volumesFromEdges } from '../graph';
import { findContainer } from '../references';
import { closest } from '../similar';
import { agent, api } from '../sources';
import { containerLabel, sentence } from '../words';
import { dependenciesOf, removeDependency } from './dependencies';

/** Whom a container waits for. */

const on = (name: string): string => `{"containerName":${name},"condition":"START"}`;
const pair = (dependencies: string, more = ''): string =>
  withContainers(
    `{"name":"web","image":"a:1","memory":64${dependencies && `,"dependsOn":[${dependencies}]`}},{"name":"db","image":"b:1","memory":64${more}}`,
  );

export const dependsOnUnknown = defineRule<CheckRule>({
  id: 'depends-on-unknown',
  absence: 'anywhere',
  group: 'container',
  severity: 'error',
  summary: 'A container waits for one that is not in the task',
  why: 'Only containers of the same task can be waited for.',
  awsMessage: "Cannot depend on container + 'db' because it does not exist",
  source: api('ContainerDependency'),
  inContainerArray: true,
  good: [pair(on('"db"')), pair(on('"${DB}"')), `{"name":"web","image":"a:1","dependsOn":[${on('"db"')}]}`],
  examples: [{ bad: pair(on('«"dbs"»')), fixed: pair(on('"db"')) }, { bad: pair(on('«"postgres"»')) }],
  *check(task, document) {
    for (const { container, item } of dependenciesOf(task)) {
      const field = item.get('containerName');
      if (!field || findContainer(task, document, field) !== 'missing') continue;
      const others = task.containers.filter((each) => each !== container);
      const meant = closest(
        field.text!,
        others.flatMap((each) => each.get('name')?.known ?? []),
      );
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} waits for "${field.text!}", which is not in this task`,
        fixes: meant ? [setValue(field.path, meant)] : [],
      };
    }
  },
});

export const dependsOnSelf = defineRule<CheckRule>({
  id: 'depends-on-self',
  group: 'container',
  severity: 'error',
  summary: 'A container waits for itself',
  why: 'It would never start.',
  source: agent('dependency graph'),
  inContainerArray: true,
  good: [pair(on('"db"'))],
  examples: [
    { bad: pair(on('«"web"»')), fixed: pair('') },
    { bad: pair(`${on('"db"')},${on('«"web"»')}`), fixed: pair(on('"db"')) },
  ],
  *check(task) {
    for (const dependency of dependenciesOf(task)) {
      const { container, item } = dependency;
      const field = item.get('containerName');
      if (!field?.text || field.text !== container.get('name')?.text) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} waits for itself`,
        fixes: [removeDependency(dependency)],
      };
    }
  },
});

export const dependsOnCycle = defineRule<CheckRule>({
  id: 'depends-on-cycle',
  group: 'container',
  severity: 'error',
  summary: 'Containers wait for each other in a circle',
  why: 'None of them can be the first to start. Links and "volumesFrom" count as waiting too.',
  source: api('ContainerDependency'),
  inContainerArray: true,
  good: [pair(on('"db"')), pair(on('"web"'))],
  examples: [
    { bad: pair(on('"db"'), `,"dependsOn":[${on('«"web"»')}]`), fixed: pair(on('"db"')) },
    { bad: pair(on('"db"'), `,"volumesFrom":[{"sourceContainer":«"web"»}]`) },
  ],
  *check(task) {
    const hasLinks = !task.root || task.networkMode === 'bridge';
    const edges = [...dependencyEdges(task), ...(hasLinks ? linkEdges(task) : []), ...volumesFromEdges(task)];
    for (const cycle of cyclesIn(edges)) {
      const kinds = new Set(cycle.map(({ kind }) => kind));
      if (cycle.length === 1 || (kinds.size === 1 && !kinds.has('dependsOn'))) continue; // rules of their own
      const closing = cycle.at(-1)!;
      const names = [...cycle.map(({ from }) => from), closing.to].map((each) => each.get('name')?.text ?? '?');
      yield {
        at: closing.at.value,
        message: `Containers wait for each other in a circle: ${names.join(' → ')}`,
        related: cycle.slice(0, -1).map((each) => ({ at: each.at.value, message: 'Part of the circle' })),
        fixes: dependenciesOf(task)
          .filter(({ item }) => item.get('containerName') === closing.at)
          .map((dependency) => removeDependency(dependency)),
      };
    }
  },
});

export const dependsOnDuplicate = defineRule<CheckRule>({
  id: 'depends-on-duplicate',
  group: 'container',
  severity: 'warning',
  summary: 'A container waits for the same one twice',
  why: 'One item says it; with two conditions it is not clear which of them counts.',
  source: api('ContainerDependency'),
  inContainerArray: true,
  good: [pair(on('"db"'))],
  examples: [{ bad: pair(`${on('"db"')},${on('«"db"»')}`), fixed: pair(on('"db"')) }],
  *check(task) {
    const seen = new Map<string, string | undefined>();
    for (const dependency of dependenciesOf(task)) {
      const { container, item } = dependency;
      const field = item.get('containerName');
      const condition = item.get('condition')?.text;
      const key = `${container.pointer} ${field?.known ?? ''}`;
      if (field?.known === undefined) continue;
      if (!seen.has(key)) {
        seen.set(key, condition);
        continue;
      }
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} already waits for "${field.known}"`,
        fixes: [removeDependency(dependency, seen.get(key) === condition ? { safe: true } : {})],
      };
    }
  },
});
