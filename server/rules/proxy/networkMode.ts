import { type CheckRule, defineRule } from '../define';
import { api } from '../sources';
import { mesh } from './example';
import { proxyOf } from './properties';

export const proxyNetworkMode = defineRule<CheckRule>({
  id: 'proxy-network-mode',
  absence: 'here',
  group: 'proxy',
  severity: 'error',
  summary: 'A proxy configuration needs network mode awsvpc',
  why: 'The proxy takes over the network interface of the task, which exists in this mode only.',
  awsMessage: 'APPMESH proxy configuration is only supported in networkMode=awsvpc',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ mode: '"networkMode":"${MODE}",' })],
  examples: [{ bad: mesh({ mode: '', key: '«"proxyConfiguration"»' }) }],
  *check(task) {
    const field = proxyOf(task);
    const mode = task.networkMode;
    if (!field || mode === undefined || mode === 'awsvpc') return;
    yield { at: field.key, message: `A proxy configuration needs network mode awsvpc, not ${mode}` };
  },
});
