import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import type { KeyValuePair, ProxyConfiguration } from '../../model/taskDefinition';

/** App Mesh: a proxy container that all traffic of the task goes through, set up by properties with a name and a value. */

/** What App Mesh cannot do without. */
export const neededProperties = ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredIPs'] as const;

/** All that App Mesh reads. */
export const knownProperties: readonly string[] = [
  'IgnoredUID',
  'IgnoredGID',
  ...neededProperties,
  'EgressIgnoredPorts',
];

/** The block, unless the launch type or system refuses it as a whole. */
export function proxyOf(task: TaskView): Field<ProxyConfiguration> | undefined {
  if (task.launchTypesUnknown || task.launchTypes.has('EXTERNAL') || task.os === 'windows') return undefined;
  return isOnlyManaged(task) ? undefined : task.root?.get('proxyConfiguration');
}

const isOnlyManaged = (task: TaskView): boolean => task.launchTypes.has('MANAGED_INSTANCES') && !task.isFargate;

const itemOf = (block: Field<ProxyConfiguration>, name: string) =>
  block
    .get('properties')
    ?.items()
    .find((each) => each.get('name')?.text === name);

/** The value of a property by its name; of repeated names the first. */
export const propertyOf = (block: Field<ProxyConfiguration>, name: string): Field | undefined =>
  itemOf(block, name)?.get('value');

/** Gives a property its value, where it stands without one already, too. */
export function giveProperty(block: Field<ProxyConfiguration>, name: string, value: string): Change {
  const item = itemOf(block, name);
  return item
    ? { set: [...item.path, 'value'], to: value }
    : { insert: [...block.path, 'properties'], item: { name, value } };
}

/** Whether a property may stand behind something that is not known yet. One without a name is none. */
export const isOpen = (block: Field<ProxyConfiguration>): boolean => {
  const list = block.get('properties');
  const hidesName = (item: Field<KeyValuePair>): boolean =>
    item.type !== 'object' || (item.get('name') !== undefined && item.get('name')?.known === undefined);
  return list !== undefined && (list.type !== 'array' || list.items().some(hidesName));
};
