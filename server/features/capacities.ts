import type { CodeLens } from 'vscode-languageserver-types';
import type { Field } from '../document/field';
import type { Document } from '../document/document';
import { type CapacityReport, capacitiesOf } from '../insight/capacities';
import type { Finding, LintOptions } from '../lint/finding';
import type { CapacitiesResult, Obstacle } from '../protocol';
import { escapeMarkdown, inlineCode } from './markdown';
import { type Source, rangeOf } from './source';

/** The client's command that shows what is in the way; its argument is the URI. */
const showCommand = 'taskdef.capacities.show';

/** No list in a hover is read to its end that is longer. */
const shownObstacles = 5;

/** Above `requiresCompatibilities`: what the file fits and what it does not. */
export function capacityLenses(source: Source, options: LintOptions): CodeLens[] {
  const list = source.document.task?.root?.get('requiresCompatibilities');
  const report = list && reportOn(source.checked, options);
  if (!list || !report) return [];
  const command = { title: capacityTitle(report), command: showCommand, arguments: [source.text.uri] };
  return [{ range: rangeOf(source, list.keySpan), command }];
}

interface Known {
  readonly options: LintOptions['severities'];
  readonly report: CapacityReport | undefined;
}

const known = new WeakMap<Document, Known>();

/** What the file fits, worked out once for each version and set of options: lens, hover and list ask for it. */
function reportOn(document: Document, options: LintOptions): CapacityReport | undefined {
  const before = known.get(document);
  if (before && before.options === options.severities) return before.report;
  const report = capacitiesOf(document, options);
  known.set(document, { options: options.severities, report });
  return report;
}

/** `Fits EC2, MANAGED_INSTANCES once 2 errors are mended; not FARGATE (3), EXTERNAL (1)`. */
export function capacityTitle({ capacities, everywhere }: Pick<CapacityReport, 'capacities' | 'everywhere'>): string {
  const fitting = capacities.filter(({ fits }) => fits !== 'no').map(({ type }) => type);
  const others = capacities
    .filter(({ fits }) => fits === 'no')
    .map(({ type, inTheWay }) => `${type} (${inTheWay.length})`);
  const isUnsure = capacities.some(({ fits }) => fits === 'unsure');
  const once = everywhere.length === 1 ? ' once 1 error is mended' : ` once ${everywhere.length} errors are mended`;
  return [
    fitting.length === 0
      ? 'Fits no capacity'
      : `Fits ${fitting.join(', ')}${isUnsure ? ', as far as can be seen' : ''}${everywhere.length > 0 ? once : ''}`,
    ...(others.length > 0 ? [`not ${others.join(', ')}`] : []),
  ].join('; ');
}

/** For the hover of `requiresCompatibilities` and its items: each type with what is in its way. */
export function capacityProse(source: Source, field: Field, options: LintOptions): string | undefined {
  if (!field.path.includes('requiresCompatibilities')) return undefined;
  const report = reportOn(source.checked, options);
  if (!report) return undefined;
  const { capacities, everywhere, unknown } = report;
  return [
    '**What this file fits**',
    '',
    ...capacities.flatMap(({ type, fits, inTheWay }) => [
      `- ${inlineCode(type)}: ${fits === 'unsure' ? 'yes, as far as can be seen' : fits}`,
      ...inTheWay.slice(0, shownObstacles).map((finding) => `  - ${obstacleProse(finding)}`),
      ...(inTheWay.length > shownObstacles ? [`  - … and ${inTheWay.length - shownObstacles} more`] : []),
    ]),
    ...(everywhere.length > 0
      ? ['', `Wrong for every type: ${everywhere.length} (see the problems of the file).`]
      : []),
    ...(unknown.length > 0
      ? ['', `Filled in later: ${unknown.map(({ pointer }) => inlineCode(pointer)).join(', ')}`]
      : []),
  ].join('\n');
}

const obstacleProse = ({ pointer, message, rule }: Finding): string =>
  `${pointer === '' ? '' : `${inlineCode(pointer)}: `}${escapeMarkdown(message)} (${inlineCode(rule)})`;

/** The same for the client's list; null where there is no whole definition. */
export function capacitiesResult(source: Source, options: LintOptions): CapacitiesResult | null {
  const report = reportOn(source.checked, options);
  if (!report) return null;
  const obstacle = ({ rule, message, span }: Finding): Obstacle => ({ rule, message, place: rangeOf(source, span) });
  return {
    capacities: report.capacities.map(({ type, fits, inTheWay }) => ({ type, fits, inTheWay: inTheWay.map(obstacle) })),
    everywhere: report.everywhere.map(obstacle),
  };
}
