import { type CheckRule, defineRule } from '../define';
import { setValue } from '../fixes';
import { closest } from '../similar';
import { api } from '../sources';
import { base, mesh, property, uid } from './example';
import { knownProperties, proxyOf } from './properties';

export const proxyPropertyUnknown = defineRule<CheckRule>({
  id: 'proxy-property-unknown',
  group: 'proxy',
  severity: 'warning',
  summary: 'App Mesh reads no such property, or reads it once',
  why: 'Seven properties are known; others and repetitions have no effect.',
  source: api('ProxyConfiguration'),
  good: [mesh()],
  examples: [
    {
      bad: mesh({ properties: `${uid},${base},${property('«"EgressIgnoredPort"»', '"22"')}` }),
      fixed: mesh({ properties: `${uid},${base},${property('"EgressIgnoredPorts"', '"22"')}` }),
    },
    { bad: mesh({ properties: `${uid},${base},${property('«"AppPorts"»', '"22"')}` }) },
  ],
  *check(task) {
    const seen = new Set<string>();
    for (const item of proxyOf(task)?.get('properties')?.items() ?? []) {
      const field = item.get('name');
      const name = field?.known;
      if (!field || name === undefined) continue;
      const isRepeated = seen.has(name);
      seen.add(name);
      if (isRepeated) yield { at: field.value, message: `"${name}" is given twice` };
      if (knownProperties.includes(name)) continue;
      const meant = closest(
        name,
        knownProperties.filter((other) => !seen.has(other)),
      );
      yield {
        at: field.value,
        message: `App Mesh reads no property "${name}"`,
        fixes: meant ? [setValue(field.path, meant)] : [],
      };
    }
  },
});
