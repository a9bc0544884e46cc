import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { PortMapping } from '../../model/taskDefinition';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { api } from '../sources';
import { containerLabel, sentence } from '../words';
import { isRange } from './portLimits';
import { type Mapping, type PortRange, mappingsOf } from './ports';

/** `containerPortRange`: many ports in one mapping. */

const ports = (...items: readonly string[]): string => `"portMappings":[${items.map((item) => `{${item}}`).join(',')}]`;
const range = (value: string): string => `"containerPortRange":${value}`;

export const portRangeReversed = defineRule<CheckRule>({
  id: 'port-range-reversed',
  group: 'network',
  severity: 'error',
  summary: 'A port range counts upwards',
  why: 'The first number has to be smaller than the second.',
  awsMessage: "Invalid 'containerPortRange' setting",
  source: api('PortMapping'),
  inContainerArray: true,
  good: [inContainer(ports(range('"8000-8010"'))), inContainer(ports(range('"${FROM}-${TO}"')))],
  examples: [
    { bad: inContainer(ports(range('«"8010-8000"»'))), fixed: inContainer(ports(range('"8000-8010"'))) },
    { bad: inContainer(ports(range('«"80-80"»'))), fixed: inContainer(ports('"containerPort":80')) },
  ],
  *check(task) {
    for (const { item, range: ports } of mappingsOf(task)) {
      const field = item.get('containerPortRange');
      if (!field || !ports || ports.low < ports.high) continue;
      const { low, high } = ports;
      yield {
        at: field.value,
        message:
          low === high
            ? `A port range needs two different ports, not ${low} twice`
            : `The range runs from ${low} down to ${high}`,
        fixes:
          low > high
            ? isRange(high, low)
              ? [setValue(field.path, `${high}-${low}`, { safe: true })]
              : []
            : item.get('containerPort') || !isRange(low - 1, low)
              ? [removeMember(field)]
              : [
                  {
                    title: `Map the single port ${low}`,
                    changes: () => [{ remove: field.path }, { set: [...item.path, 'containerPort'], to: low }],
                  },
                ],
      };
    }
  },
});

export const portRangeBounds = defineRule<CheckRule>({
  id: 'port-range-bounds',
  group: 'network',
  severity: 'error',
  summary: 'Ports lie between 1 and 65535',
  why: 'There are no others.',
  awsMessage: "Invalid 'containerPortRange' setting",
  source: api('PortMapping'),
  inContainerArray: true,
  yieldsTo: ['port-range-reversed'],
  good: [inContainer(ports(range('"1-65535"')))],
  examples: [{ bad: inContainer(ports(range('«"60000-70000"»'))) }, { bad: inContainer(ports(range('«"0-80"»'))) }],
  *check(task) {
    for (const { item, range: ports } of mappingsOf(task)) {
      if (!ports || (ports.low >= 1 && ports.high <= 65_535)) continue;
      yield {
        at: item.get('containerPortRange')!.value,
        message: `Ports lie between 1 and 65535, the range between ${ports.low} and ${ports.high}`,
      };
    }
  },
});

export const portRangeOverlap = defineRule<CheckRule>({
  id: 'port-range-overlap',
  group: 'network',
  severity: 'error',
  summary: 'A port is mapped twice, by a range and something else',
  why: 'Each port can be mapped once: in awsvpc mode for the whole task, in bridge mode for each container.',
  source: api('PortMapping'),
  good: [
    inContainer(ports(range('"80-90"'), range('"91-99"'))),
    inContainer(ports(range('"80-90"'), `${range('"80-90"')},"protocol":"udp"`)),
  ],
  examples: [
    { bad: inContainer(ports(range('"80-90"'), range('«"85-99"»'))) },
    { bad: inContainer(ports(range('"80-90"'), '"containerPort":«85»')) },
  ],
  *check(task) {
    const mode = task.networkMode;
    if (mode !== 'awsvpc' && mode !== 'bridge') return;
    const earlier: (readonly [Mapping, PortRange])[] = [];
    for (const mapping of mappingsOf(task)) {
      const own = portsOf(mapping);
      if (!own || mapping.protocol === undefined) continue;
      const other = earlier.find(
        ([each, ports]) =>
          each.protocol === mapping.protocol &&
          (mode === 'awsvpc' || each.container === mapping.container) &&
          (each.range !== undefined || mapping.range !== undefined) &&
          ports.low <= own.high &&
          own.low <= ports.high,
      );
      earlier.push([mapping, own]);
      if (!other) continue;
      yield {
        at: fieldOf(mapping).value,
        message: `${sentence(containerLabel(other[0].container))} already maps ${printed(other[1])}`,
        related: [{ at: fieldOf(other[0]).value, message: 'Mapped here' }],
      };
    }
  },
});

const portsOf = ({ range: ports, containerPort }: Mapping): PortRange | undefined =>
  ports ?? (containerPort === undefined ? undefined : { low: containerPort, high: containerPort });

const fieldOf = ({ item }: Mapping) => item.get('containerPortRange') ?? item.get('containerPort') ?? item;

const printed = ({ low, high }: PortRange): string => (low === high ? `port ${low}` : `ports ${low} to ${high}`);

export const portRangeWithSinglePort = defineRule<CheckRule>({
  id: 'port-range-with-single-port',
  group: 'network',
  severity: 'error',
  summary: 'A mapping names a range or a single port, not both',
  why: 'ECS cannot tell which of the two is meant. Write them as two mappings.',
  awsMessage: 'cannot specify both single port and port range',
  source: api('PortMapping'),
  inContainerArray: true,
  good: [inContainer(ports(range('"8000-8010"'), '"containerPort":80'))],
  examples: [
    {
      bad: inContainer(`"portMappings":[«{"containerPort":80,${range('"8000-8010"')}}»]`),
      fixed: inContainer(ports('"containerPort":80', range('"8000-8010"'))),
    },
  ],
  *check(task) {
    for (const { container, item, range: ports } of mappingsOf(task)) {
      const field = item.get('containerPortRange');
      const single = item.get('containerPort');
      if (!field || !(single ?? item.get('hostPort'))) continue;
      const { protocol, containerPortRange } = item.toJson() as { protocol?: string; containerPortRange?: unknown };
      const split = { containerPortRange, ...(protocol !== undefined && { protocol }) };
      yield {
        at: item.value,
        message: `This mapping of ${containerLabel(container)} names a range and a single port`,
        fixes:
          single && !isWithin(single.num, ports)
            ? [
                {
                  title: 'Split into two mappings',
                  changes: () => [
                    { remove: field.path },
                    { insert: item.path.slice(0, -1), item: split, at: Number(item.path.at(-1)) + 1 },
                  ],
                },
              ]
            : [{ title: 'Keep the range only', changes: () => keepRange(item) }],
      };
    }
  },
});

/** A port inside the range would be mapped twice if it had a mapping of its own. */
const isWithin = (port: number | undefined, ports: PortRange | undefined): boolean =>
  port === undefined || (ports !== undefined && port >= ports.low && port <= ports.high);

const keepRange = (item: Field<PortMapping>): Change[] =>
  (['containerPort', 'hostPort'] as const).flatMap((name) => {
    const field = item.get(name);
    return field ? [{ remove: field.path }] : [];
  });

export const portRangeNetworkMode = defineRule<CheckRule>({
  id: 'port-range-network-mode',
  group: 'network',
  severity: 'error',
  summary: 'Port ranges need network mode bridge or awsvpc',
  why: 'In host mode containers use the ports of the host directly, and in none mode they have no ports at all.',
  source: api('PortMapping'),
  good: [inContainer(ports(range('"8000-8010"'))), inContainer(ports(range('"8000-8010"')), '"networkMode":"${MODE}"')],
  examples: [{ bad: inContainer(ports('«"containerPortRange"»:"8000-8010"'), '"networkMode":"host"') }],
  *check(task) {
    if (task.networkMode !== 'host') return; // with none, no mapping is possible: none-with-port-mappings
    for (const { item } of mappingsOf(task)) {
      const field = item.get('containerPortRange');
      if (field) yield { at: field.key };
    }
  },
});

const maximumRanges = 100;

export const portRangeTooMany = defineRule<CheckRule>({
  id: 'port-range-too-many',
  group: 'network',
  severity: 'error',
  summary: 'A container takes at most 100 port ranges',
  why: 'ECS counts the ranges of each container and refuses more.',
  source: api('PortMapping'),
  inContainerArray: true,
  good: [
    inContainer(ports(...Array.from({ length: 100 }, (_, index) => range(`"${2 * index + 1}-${2 * index + 2}"`)))),
  ],
  examples: [
    {
      bad: inContainer(
        ports(
          ...Array.from({ length: 101 }, (_, index) => {
            const value = `"${2 * index + 1}-${2 * index + 2}"`;
            return range(index === 100 ? `«${value}»` : value);
          }),
        ),
      ),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      const ranges = (container.get('portMappings')?.items() ?? []).flatMap(
        (item) => item.get('containerPortRange') ?? [],
      );
      const extra = ranges[maximumRanges];
      if (!extra) continue;
      yield {
        at: extra.value,
        message: `${sentence(containerLabel(container))} maps ${ranges.length} port ranges; ECS takes ${maximumRanges}`,
      };
    }
  },
});
