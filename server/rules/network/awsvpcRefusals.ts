import type { ContainerField } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { isGiven } from '../given';
import { api, ec2Guide, issue } from '../sources';
import { containerLabel } from '../words';

/** Container members that set up Docker's own network, which network mode awsvpc does not use. */

type Member = 'hostname' | 'extraHosts' | 'dnsServers' | 'dnsSearchDomains' | 'disableNetworking' | 'links';

interface Refusal {
  readonly id: string;
  readonly member: Member;
  readonly summary: string;
  readonly why: string;
  readonly awsMessage?: string;
  readonly source: CheckRule['source'];
  readonly sample: string;
  /** A value that says nothing, so that nobody minds it. */
  readonly empty: string;
}

const refusal = ({ member, sample, empty, ...words }: Refusal): CheckRule =>
  defineRule<CheckRule>({
    group: 'network',
    severity: 'error',
    about: member,
    yieldsTo: ['windows-unsupported-parameter', 'managed-instances-unsupported-parameter'],
    ...words,
    good: [
      inContainer(`"${member}":${sample}`, '"networkMode":"bridge"'),
      inContainer(`"${member}":${empty}`, '"networkMode":"awsvpc"'),
      inContainer(`"${member}":${sample}`, '"networkMode":"<MODE>"'),
    ],
    examples: [
      {
        bad: inContainer(`«"${member}"»:${sample}`, '"networkMode":"awsvpc"'),
        fixed: inContainer('', '"networkMode":"awsvpc"'),
      },
    ],
    *check(task) {
      if (task.networkMode !== 'awsvpc') return;
      for (const container of task.containers) {
        const field = container.get(member);
        if (!isGiven(field)) continue;
        yield { at: field.key, message: messageFor(member, container), fixes: [removeMember(field)] };
      }
    },
  });

const messageFor = (member: Member, container: ContainerField): string =>
  `Network mode awsvpc takes no "${member}" (${containerLabel(container)})` +
  (member === 'links' ? '; containers of a task reach each other at localhost' : '');

export const awsvpcRefusals: readonly CheckRule[] = [
  refusal({
    id: 'hostname-awsvpc',
    member: 'hostname',
    summary: 'Network mode awsvpc takes no "hostname"',
    why: 'The host name comes with the network interface of the task.',
    awsMessage: 'hostname is not supported on container when networkMode=awsvpc.',
    source: issue('labd/ecs-deplojo', 26),
    sample: '"web"',
    empty: '""',
  }),
  refusal({
    id: 'extra-hosts-awsvpc',
    member: 'extraHosts',
    summary: 'Network mode awsvpc takes no "extraHosts"',
    why: 'ECS writes the hosts file of the task itself in this mode.',
    awsMessage: 'Extra hosts are not supported on container when networkMode=awsvpc',
    source: api('ContainerDefinition'),
    sample: '[{"hostname":"db","ipAddress":"10.0.0.1"}]',
    empty: '[]',
  }),
  refusal({
    id: 'dns-servers-awsvpc',
    member: 'dnsServers',
    summary: 'Network mode awsvpc takes no "dnsServers"',
    why: 'Names are resolved by the VPC of the task.',
    awsMessage: 'DNS servers are not supported on container when networkMode=awsvpc',
    source: ec2Guide,
    sample: '["10.0.0.2"]',
    empty: '[]',
  }),
  refusal({
    id: 'dns-search-awsvpc',
    member: 'dnsSearchDomains',
    summary: 'Network mode awsvpc takes no "dnsSearchDomains"',
    why: 'Search domains come from the options of the VPC.',
    source: ec2Guide,
    sample: '["example.com"]',
    empty: '[]',
  }),
  refusal({
    id: 'disable-networking-awsvpc',
    member: 'disableNetworking',
    summary: 'Network mode awsvpc takes no "disableNetworking"',
    why: "All containers share the task's network interface, so a single one cannot go without.",
    awsMessage: 'Disable Networking is not supported on container when networkMode=awsvpc',
    source: api('ContainerDefinition'),
    sample: 'true',
    empty: 'false',
  }),
  refusal({
    id: 'links-awsvpc',
    member: 'links',
    summary: 'Network mode awsvpc takes no "links"',
    why: 'Containers of a task share one network interface and reach each other at localhost.',
    awsMessage: 'Links are not supported when networkMode=awsvpc',
    source: api('ContainerDefinition'),
    sample: '["db"]',
    empty: '[]',
  }),
];
