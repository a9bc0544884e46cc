import type { TaskView } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { removeMember, setValue } from '../fixes';
import { cyclesIn, linkEdges } from '../graph';
import { findContainer } from '../references';
import { isGiven } from '../given';
import { agent, api } from '../sources';
import { closest } from '../similar';
import { containerLabel, sentence } from '../words';

/** Docker's links between containers, in bridge mode. */

const pair = (links: string, more = ''): string =>
  withContainers(
    `{"name":"web","image":"nginx:1.27","memory":64,"links":[${links}]},{"name":"db","image":"redis:7","memory":64${more}}`,
  );

/** Bridge mode, or a container array, which does not say. */
const mayLink = (task: TaskView): boolean => !task.root || task.networkMode === 'bridge';

export const linksNetworkMode = defineRule<CheckRule>({
  id: 'links-network-mode',
  group: 'network',
  severity: 'error',
  summary: 'Links work in network mode bridge only',
  why: "Links are a feature of Docker's bridge network.",
  source: api('ContainerDefinition'),
  yieldsTo: ['windows-unsupported-parameter', 'managed-instances-unsupported-parameter'],
  good: [pair('"db"'), inContainer('"links":[]', '"networkMode":"host"')],
  examples: [
    {
      bad: inContainer('«"links"»:["db"]', '"networkMode":"host"'),
      fixed: inContainer('', '"networkMode":"host"'),
    },
  ],
  *check(task) {
    const mode = task.networkMode;
    if (mode !== 'host' && mode !== 'none') return;
    for (const container of task.containers) {
      const field = container.get('links');
      if (!isGiven(field)) continue;
      yield {
        at: field.key,
        message: `Links work in network mode bridge, not ${mode} (${containerLabel(container)})`,
        fixes: [removeMember(field)],
      };
    }
  },
});

const wellFormed = /^[^:\s]+(:[^:\s]+)?$/;

export const linksFormat = defineRule<CheckRule>({
  id: 'links-format',
  group: 'network',
  severity: 'error',
  summary: 'A link is written "name" or "name:alias"',
  why: 'The agent refuses to start a container whose link it cannot read.',
  awsMessage: 'Invalid link format',
  source: agent('link format'),
  inContainerArray: true,
  good: [pair('"db"'), pair('"db:database"'), pair('"${DB}:a:b"')],
  examples: [{ bad: pair('«"db:a:b"»') }, { bad: pair('«":db"»') }],
  *check(task) {
    if (!mayLink(task)) return;
    for (const container of task.containers) {
      for (const item of container.get('links')?.items() ?? []) {
        const text = item.unknown ? undefined : item.text;
        if (text === undefined || wellFormed.test(text)) continue;
        yield { at: item.value, message: `"${text}" is no link; write "name" or "name:alias"` };
      }
    }
  },
});

export const linksUnknownContainer = defineRule<CheckRule>({
  id: 'links-unknown-container',
  absence: 'anywhere',
  group: 'network',
  severity: 'error',
  summary: 'A link leads to a container that is not in the task',
  why: 'Only containers of the same task can be linked.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [pair('"db"'), pair('"db:cache"'), pair('"${DB}"')],
  examples: [{ bad: pair('«"dbs:cache"»'), fixed: pair('"db:cache"') }, { bad: pair('«"postgres"»') }],
  *check(task, document) {
    if (!mayLink(task)) return;
    for (const container of task.containers) {
      for (const item of container.get('links')?.items() ?? []) {
        const [name = '', alias] = item.text?.split(':') ?? [];
        if (!item.text || !wellFormed.test(item.text) || task.container(name)) continue;
        if (findContainer(task, document, item) !== 'missing') continue;
        const meant = closest(
          name,
          task.containers.flatMap((each) => (each === container ? [] : (each.get('name')?.known ?? []))),
        );
        yield {
          at: item.value,
          message: `${sentence(containerLabel(container))} links to "${name}", which is not in this task`,
          fixes: meant ? [setValue(item.path, alias === undefined ? meant : `${meant}:${alias}`)] : [],
        };
      }
    }
  },
});

export const linksCycle = defineRule<CheckRule>({
  id: 'links-cycle',
  group: 'network',
  severity: 'error',
  summary: 'Links go around in a circle',
  why: 'A container starts after those it links to, so none of these can be the first.',
  awsMessage: 'Container links should not have a cycle',
  source: agent('dependency graph'),
  inContainerArray: true,
  good: [pair('"db"')],
  examples: [{ bad: pair('"db"', ',"links":[«"web"»]') }, { bad: pair('«"web"»') }],
  *check(task) {
    if (!mayLink(task)) return;
    for (const cycle of cyclesIn(linkEdges(task))) {
      const closing = cycle.at(-1)!;
      yield {
        at: closing.at.value,
        message:
          cycle.length === 1
            ? `${sentence(containerLabel(closing.from))} links to itself`
            : `Links go around in a circle: ${[...cycle.map(({ from }) => from.get('name')?.text), closing.to.get('name')?.text].join(' → ')}`,
        related: cycle.slice(0, -1).map((each) => ({ at: each.at.value, message: 'Part of the circle' })),
      };
    }
  },
});

export const linksLegacy = defineRule<CheckRule>({
  id: 'links-legacy',
  group: 'network',
  severity: 'hint',
  off: true,
  summary: 'Docker calls links a legacy feature',
  why: 'Docker may drop them. Service Connect, or one task in awsvpc mode, does what they do.',
  source: api('ContainerDefinition'),
  good: [pair('')],
  examples: [{ bad: pair('"db"').replace('"links"', '«"links"»') }],
  *check(task) {
    if (task.networkMode !== 'bridge') return;
    for (const container of task.containers) {
      const field = container.get('links');
      if (isGiven(field)) yield { at: field.key, tag: 'deprecated' };
    }
  },
});
