import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import type { ProxyConfiguration } from '../../model/taskDefinition';
import { type CheckRule, defineRule } from '../define';
import { setValue } from '../fixes';
import { findContainer, targetOf } from '../references';
import { closest } from '../similar';
import { agent, api } from '../sources';
import { atName, containerLabel } from '../words';
import { base, mesh, property } from './example';
import { propertyOf, proxyOf } from './properties';

/** The container that is the proxy, and the user it runs as, by whom its own traffic is told from that of the others. */

export const proxyContainerUnknown = defineRule<CheckRule>({
  id: 'proxy-container-unknown',
  absence: 'anywhere',
  group: 'proxy',
  severity: 'error',
  summary: 'The proxy is a container that is not in the task',
  why: 'Its traffic could not be told from that of the others.',
  awsMessage: 'Proxy container [envoy] does not exist',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ container: '"${PROXY}"' })],
  examples: [{ bad: mesh({ container: '«"envoi"»' }), fixed: mesh() }],
  *check(task, document) {
    const field = proxyOf(task)?.get('containerName');
    if (!field || findContainer(task, document, field) !== 'missing') return;
    const meant = closest(
      field.text!,
      task.containers.flatMap((each) => each.get('name')?.known ?? []),
    );
    yield {
      at: field.value,
      message: `The task has no container "${field.text!}"`,
      fixes: meant ? [setValue(field.path, meant)] : [],
    };
  },
});

function proxyContainer(task: TaskView, block: Field<ProxyConfiguration>): ContainerField | undefined {
  const name = block.get('containerName')?.text;
  return name ? task.container(name) : undefined;
}

export const proxyUserMismatch = defineRule<CheckRule>({
  id: 'proxy-user-mismatch',
  group: 'proxy',
  severity: 'warning',
  summary: 'The proxy runs as another user than the one whose traffic is left alone',
  why: 'What the proxy sends then comes back to it, without end.',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ user: ',"user":"${USER_ID}"' }), mesh({ user: ',"user":"1337:1337"' })],
  examples: [{ bad: mesh({ user: ',"user":«"1000"»' }), fixed: mesh() }],
  *check(task) {
    const block = proxyOf(task);
    const field = block && proxyContainer(task, block)?.get('user');
    const ignored = block && propertyOf(block, 'IgnoredUID')?.known;
    if (!field?.known || !ignored || !/^\d+(:|$)/.test(field.known) || field.known.split(':')[0] === ignored) return;
    yield {
      at: field.value,
      message: `The proxy runs as user ${field.known}, but the traffic of ${ignored} is left alone`,
      fixes: [setValue(field.path, ignored)],
    };
  },
});

export const proxyUserMissing = defineRule<CheckRule>({
  id: 'proxy-user-missing',
  absence: 'anywhere',
  group: 'proxy',
  severity: 'warning',
  summary: 'The proxy names no user, so its traffic cannot be told from that of the others',
  why: 'What the proxy sends is recognised by the user it runs as.',
  awsMessage: 'user needs to be specified for proxy container',
  source: agent('App Mesh'),
  good: [mesh(), mesh({ user: '', properties: `${property('"IgnoredGID"', '"1337"')},${base}` })],
  examples: [{ bad: mesh({ user: '' }).replace('"name":"envoy"', '"name":«"envoy"»'), fixed: mesh() }],
  *check(task, document) {
    const block = proxyOf(task);
    const container = block && targetOf(findContainer(task, document, block.get('containerName')));
    const ignored = block && propertyOf(block, 'IgnoredUID')?.known;
    if (!container || container.get('user') || !ignored) return;
    yield {
      at: atName(container),
      message: `${containerLabel(container).replace('container', 'The proxy')} names no user, so its traffic cannot be told from that of the others`,
      fixes: [
        {
          title: `Add "user": "${ignored}"`,
          changes: () => [{ set: [...container.path, 'user'], to: ignored }],
        },
      ],
    };
  },
});
