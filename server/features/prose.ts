import type { LaunchType } from '../model/taskDefinition';
import type { SchemaNode } from '../schema/lookup';
import { escapeMarkdown, inlineCode } from './markdown';

/** What the schema says about a member, as Markdown. */

const launchTypeNames: Readonly<Record<LaunchType, string>> = {
  EC2: 'EC2',
  FARGATE: 'Fargate',
  EXTERNAL: 'ECS Anywhere',
  MANAGED_INSTANCES: 'Managed Instances',
};

/** More values than this are a list for completion, not for reading. */
const readableValues = 12;

/** For the side of a completion list: what it is, its default, where to read on. */
export function briefly(node: SchemaNode): string {
  const facts = [node.unit && `Unit: ${node.unit}`, defaultOf(node)].filter(Boolean).join(' · ');
  return paragraphs([escapeMarkdown(node.description), facts, node.docs && `[AWS documentation](${node.docs})`]);
}

/** Everything: for a hover. */
export function inFull(node: SchemaNode): string {
  const kind = [typeOf(node), node.unit, node.isRequired && 'required'].filter(Boolean).join(', ');
  return paragraphs([
    node.name && `**${inlineCode(node.name)}**: ${kind}`,
    node.deprecated && `**Deprecated.** ${escapeMarkdown(node.deprecated)}`,
    escapeMarkdown(node.description),
    factsOf(node)
      .map((fact) => `- ${fact}`)
      .join('\n'),
    origin(node),
  ]);
}

export const paragraphs = (parts: readonly (string | false | undefined)[]): string =>
  parts.filter(Boolean).join('\n\n');

function factsOf(node: SchemaNode): string[] {
  return [
    defaultOf(node),
    valuesOf(node),
    limitsOf(node),
    `Launch types: ${node.launchTypes ? node.launchTypes.map((type) => launchTypeNames[type]).join(', ') || 'none' : 'all'}`,
    node.os && `Only on ${node.os === 'LINUX' ? 'Linux' : 'Windows'}`,
    node.networkModes && `Network modes: ${node.networkModes.map(inlineCode).join(', ')}`,
  ].filter((fact) => typeof fact === 'string');
}

function typeOf({ type, items, isMap }: SchemaNode): string {
  if (type === 'array') return `list of ${items?.type ?? 'value'}s`;
  return isMap ? 'names and values' : (type ?? 'value');
}

function defaultOf(node: SchemaNode): string | undefined {
  return node.default === undefined ? undefined : `Default: ${inlineCode(JSON.stringify(node.default))}`;
}

function valuesOf(node: SchemaNode): string | undefined {
  const values = node.type === 'array' ? (node.items?.values ?? []) : node.values;
  if (values.length === 0) return undefined;
  const shown = values.slice(0, readableValues).map(({ value }) => inlineCode(value));
  const more = values.length - shown.length;
  return `Values: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function limitsOf({ raw, unit }: SchemaNode): string | undefined {
  const { minimum, maximum, minItems, maxItems, maxLength } = raw;
  if (minimum !== undefined || maximum !== undefined) return range(minimum, maximum, unit ? ` ${unit}` : '');
  if (minItems !== undefined || maxItems !== undefined) return range(minItems, maxItems, ' items');
  return maxLength === undefined ? undefined : range(undefined, maxLength, ' characters');
}

function range(low: number | undefined, high: number | undefined, of: string): string {
  if (low === undefined) return `At most ${high}${of}`;
  return high === undefined ? `At least ${low}${of}` : `From ${low} to ${high}${of}`;
}

function origin(node: SchemaNode): string {
  const read = node.source && `${escapeMarkdown(node.source.text)}, read ${node.source.date}`;
  return [node.docs && `[AWS documentation](${node.docs})`, read].filter(Boolean).join(' · ');
}
