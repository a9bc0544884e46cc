import { type CheckRule, defineRule } from '../define';
import { withContainers } from '../example';
import { setValue } from '../fixes';
import { cyclesIn, volumesFromEdges } from '../graph';
import { findContainer } from '../references';
import { closest } from '../similar';
import { agent, api } from '../sources';
import { containerLabel, sentence } from '../words';

const pair = (from: string, more = ''): string =>
  withContainers(
    `{"name":"web","image":"a:1","memory":64${from && `,"volumesFrom":[{"sourceContainer":${from}}]`}},{"name":"db","image":"b:1","memory":64${more}}`,
  );

export const volumesFromUnknown = defineRule<CheckRule>({
  id: 'volumes-from-unknown',
  absence: 'anywhere',
  group: 'volume',
  severity: 'error',
  summary: 'A container takes volumes from one that is not in the task',
  why: 'Only containers of the same task can lend their volumes.',
  awsMessage: "Invalid 'volumesFrom' setting. Unknown container: 'app'",
  source: api('VolumeFrom'),
  inContainerArray: true,
  good: [pair('"db"'), pair('"${DB}"')],
  examples: [{ bad: pair('«"dbs"»'), fixed: pair('"db"') }, { bad: pair('«"storage"»') }],
  *check(task, document) {
    for (const container of task.containers) {
      for (const item of container.get('volumesFrom')?.items() ?? []) {
        const field = item.get('sourceContainer');
        if (!field || findContainer(task, document, field) !== 'missing') continue;
        const meant = closest(
          field.text!,
          task.containers.flatMap((each) => (each === container ? [] : (each.get('name')?.known ?? []))),
        );
        yield {
          at: field.value,
          message: `${sentence(containerLabel(container))} takes volumes from "${field.text!}", which is not in this task`,
          fixes: meant ? [setValue(field.path, meant)] : [],
        };
      }
    }
  },
});

export const volumesFromCycle = defineRule<CheckRule>({
  id: 'volumes-from-cycle',
  group: 'volume',
  severity: 'error',
  summary: 'Containers take volumes from each other in a circle',
  why: 'A container starts after the one it takes volumes from, so none of these can be the first.',
  source: agent('dependency graph'),
  inContainerArray: true,
  good: [pair('"db"')],
  examples: [
    { bad: pair('«"web"»'), fixed: pair('').replace('"memory":64}', '"memory":64,"volumesFrom":[]}') },
    {
      bad: pair('"db"', ',"volumesFrom":[{"sourceContainer":«"web"»}]'),
      fixed: pair('"db"', ',"volumesFrom":[]'),
    },
  ],
  *check(task) {
    for (const cycle of cyclesIn(volumesFromEdges(task))) {
      const closing = cycle.at(-1)!;
      const names = [...cycle.map(({ from }) => from), closing.to].map((each) => each.get('name')?.text ?? '?');
      yield {
        at: closing.at.value,
        message:
          cycle.length === 1
            ? `${sentence(containerLabel(closing.from))} takes volumes from itself`
            : `Containers take volumes from each other in a circle: ${names.join(' → ')}`,
        related: cycle.slice(0, -1).map((each) => ({ at: each.at.value, message: 'Part of the circle' })),
        fixes: [{ title: 'Delete this item', changes: () => [{ remove: closing.at.path.slice(0, -1) }] }],
      };
    }
  },
});
