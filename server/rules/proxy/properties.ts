import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import type { ProxyConfiguration } from '../../model/taskDefinition';

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

/** The value of a property by its name; of repeated names the first. */
export function propertyOf(block: Field<ProxyConfiguration>, name: string): Field | undefined {
  const item = block
    .get('properties')
    ?.items()
    .find((each) => each.get('name')?.text === name);
  return item?.get('value');
}

/** Whether a property may stand behind a name that is not known yet. */
export const isOpen = (block: Field<ProxyConfiguration>): boolean => {
  const list = block.get('properties');
  return (
    list !== undefined && (list.type !== 'array' || list.items().some((item) => item.get('name')?.known === undefined))
  );
};
