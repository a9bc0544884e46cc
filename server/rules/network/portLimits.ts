import { type ShapeRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { rangeRule } from '../limits';
import { api, guide, issue } from '../sources';

const port = (members: string): string => inContainer(`"portMappings":[{${members}}]`);
const search = (value: string): string => inContainer(`"dnsSearchDomains":[${value}]`);

export const containerPortRange = rangeRule({
  id: 'container-port-range',
  group: 'network',
  summary: 'A container port is a number from 1 to 65535',
  why: 'Other ports do not exist.',
  awsMessage: "Invalid 'containerPort' setting for container 'web'.",
  source: issue('aws/aws-cli', 7288),
  frame: (value) => port(`"containerPort":${value}`),
  good: [1, 65535],
  bad: [[0], [65536]],
});

export const hostPortRange = rangeRule({
  id: 'host-port-range',
  group: 'network',
  summary: 'A host port is a number from 0 to 65535; 0 picks a free one',
  why: 'Other ports do not exist.',
  awsMessage: "Invalid 'hostPort' setting for container 'web'.",
  source: issue('aws/amazon-ecs-agent', 3584),
  frame: (value) => port(`"containerPort":80,"hostPort":${value}`),
  good: [0, 8080],
  bad: [[-1], [70000]],
});

export const portProtocolUnknown = defineRule<ShapeRule>({
  id: 'port-protocol-unknown',
  group: 'network',
  severity: 'warning',
  summary: 'The protocol of a port is "tcp" or "udp", in lower case',
  why: 'ECS takes anything else for tcp, without a word.',
  source: api('PortMapping'),
  good: [port('"containerPort":53,"protocol":"udp"')],
  examples: [
    { bad: port('"containerPort":53,"protocol":«"UDP"»'), fixed: port('"containerPort":53,"protocol":"udp"') },
    { bad: port('"containerPort":53,"protocol":«"http"»'), fixed: port('"containerPort":53,"protocol":"tcp"') },
  ],
  describe({ field }) {
    const text = field.text ?? '';
    const lower = text.trim().toLowerCase();
    const to = lower === 'udp' ? 'udp' : 'tcp';
    return {
      at: field.value,
      message: `"${text}" is neither "tcp" nor "udp", so ECS takes it for tcp`,
      fixes: [setValue(field.path, to, lower === 'tcp' ? { safe: true } : {})],
    };
  },
});

export const portNameInvalid = defineRule<ShapeRule>({
  id: 'port-name-invalid',
  group: 'network',
  severity: 'error',
  summary: 'The name of a port has up to 64 lower-case letters, digits, hyphens and underscores',
  why: 'Service Connect makes DNS names of it. It cannot begin with a hyphen.',
  source: api('PortMapping'),
  good: [port('"containerPort":80,"name":"web-1_a"'), port('"containerPort":80,"name":"${NAME}"')],
  examples: [
    { bad: port('"containerPort":80,"name":«"Web.Port"»'), fixed: port('"containerPort":80,"name":"web-port"') },
    { bad: port('"containerPort":80,"name":«"-web"»'), fixed: port('"containerPort":80,"name":"web"') },
    { bad: port('"containerPort":80,"name":«"---"»') },
  ],
  describe({ field }) {
    const to = (field.text ?? '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9_-]/g, '-')
      .replace(/^-+/, '')
      .slice(0, 64);
    return { at: field.value, fixes: to === '' ? [] : [setValue(field.path, to)] };
  },
});

export const portRangeFormat = defineRule<ShapeRule>({
  id: 'port-range-format',
  group: 'network',
  severity: 'error',
  summary: 'A range of ports is written as LOW-HIGH',
  why: 'Two numbers and a hyphen, nothing else.',
  awsMessage: "Invalid 'containerPortRange' setting",
  source: api('PortMapping'),
  good: [port('"containerPortRange":"8000-8010"'), port('"containerPortRange":"${RANGE}"')],
  examples: [
    { bad: port('"containerPortRange":«"8000:8010"»'), fixed: port('"containerPortRange":"8000-8010"') },
    { bad: port('"containerPortRange":«"8000 - 8010"»'), fixed: port('"containerPortRange":"8000-8010"') },
    { bad: port('"containerPortRange":«"8000"»') },
  ],
  describe({ field }) {
    const [, low, high] = /^\s*(\d{1,5})\s*(?:[-:,–]|\.\.|to)\s*(\d{1,5})\s*$/.exec(field.text ?? '') ?? [];
    return {
      at: field.value,
      message: `"${field.text ?? ''}" is no range of ports; write LOW-HIGH`,
      fixes: isRange(Number(low), Number(high)) ? [setValue(field.path, `${low!}-${high!}`)] : [],
    };
  },
});

/** Whether these are the two ends of a range that ECS takes. */
export const isRange = (low: number, high: number): boolean => low >= 1 && low < high && high <= 65_535;

export const dnsSearchPattern = defineRule<ShapeRule>({
  id: 'dns-search-pattern',
  group: 'network',
  severity: 'error',
  summary: 'A search domain has letters, digits, hyphens and dots, and ends with a letter or digit',
  why: 'ECS refuses anything else, a dot at the end included.',
  awsMessage: 'DNS search domain example.com. contains invalid characters, does not match pattern',
  source: guide('task_definition_parameters', 'Task definition parameters: network settings'),
  good: [search('"corp.example.com"'), search('"${DOMAIN}"')],
  examples: [{ bad: search('«"example.com."»'), fixed: search('"example.com"') }, { bad: search('«"my_domain"»') }],
  describe({ field }) {
    const to = (field.text ?? '').trim().replace(/\.$/, '');
    const works = /^[a-zA-Z0-9.-]{0,253}[a-zA-Z0-9]$/.test(to);
    return { at: field.value, fixes: works ? [setValue(field.path, to, { safe: true })] : [] };
  },
});
