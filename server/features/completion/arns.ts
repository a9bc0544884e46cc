import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Span } from '../../document/span';
import { endOf } from '../../document/span';
import type { TaskView } from '../../document/view';
import { awsFacts } from '../../rules/facts';
import { type ArnKind, arnKindsAt } from './arnKinds';
import type { Place } from './place';
import { partitions, regionsFor } from './regions';
import type { Suggestion } from './suggestion';
import { arnsIn, splitArn } from './seen';
import { used } from './used';

/** ARNs, as a whole while nothing is typed, and then part by part. */
export function arns(place: Place): Suggestion[] {
  const kinds = arnKindsAt(place);
  if (kinds.length === 0) return [];
  const part = partUnder(place);
  if (!part) return [];
  return part.index === 0 ? wholes(place, kinds) : [...parts(place, kinds, part), ...longer(place, part)];
}

function wholes(place: Place, kinds: readonly ArnKind[]): Suggestion[] {
  const known = arnsIn(place.task).filter(({ service, resource }) =>
    kinds.some((kind) => fits(kind, { service, resource })),
  );
  return [
    ...used(place),
    ...known.map(({ text }) => whole(text, 'in this file')),
    ...kinds.map((kind) => whole(beginningOf(kind, place.task), kind.what)),
  ];
}

const fits = (kind: ArnKind, { service, resource }: { readonly service: string; readonly resource: string }): boolean =>
  kind.service === service && resource.startsWith(kind.resource);

const whole = (text: string, detail: string): Suggestion => ({
  label: text,
  kind: CompletionItemKind.Value,
  detail,
  insert: text,
});

/** As far as the file tells: up to the Region or account where it does not. */
function beginningOf({ service, resource, scope }: ArnKind, task: TaskView): string {
  const { partition, region, account } = awsFacts(task);
  const known = (text: string) => !text.startsWith('<');
  const start = `arn:${partition}:${service}:`;
  if (scope === 'bare') return `${start}::${resource}`;
  if (scope === undefined && !known(region)) return start;
  const regional = `${start}${scope === 'global' ? '' : region}:`;
  return known(account) ? `${regional}${account}:${resource}` : regional;
}

/** The part of an ARN that the cursor stands in. */
interface Part {
  /** 0 is `arn`, 1 the partition, … 5 where the resource begins. */
  readonly index: number;
  readonly before: readonly string[];
  /** All that is typed in front of the cursor. */
  readonly typed: string;
  readonly span: Span;
}

/** Undefined where no text is being typed. */
function partUnder({ document, cursor }: Place): Part | undefined {
  const { quoted, inner, replace, offset } = cursor;
  const start = quoted ? replace.offset + 1 : replace.offset;
  const typed = offset > start ? document.text.slice(start, offset) : '';
  const before = splitArn(typed);
  const last = before.pop()!;
  const end = inner ? endOf(inner) : offset;
  const [rest = ''] = splitArn(document.text.slice(offset, end));
  const index = before.length;
  const begin = offset - last.length;
  return { index, before, typed, span: { offset: begin, length: last.length + rest.length } };
}

function parts(place: Place, kinds: readonly ArnKind[], part: Part): Suggestion[] {
  const [first, partition = '', service = ''] = part.before;
  if (first !== 'arn') return [];
  const kind = kinds.find((each) => each.service === service);
  const here = (text: string, detail?: string) => piece(part, text, detail);
  const { task } = place;
  switch (part.index) {
    case 1:
      return [...new Set([awsFacts(task).partition, ...partitions])].map((text) => here(text));
    case 2:
      return [...new Map(kinds.map((each) => [each.service, each])).values()].map((each) =>
        here(each.service, each.what),
      );
    case 3:
      return kind?.scope
        ? []
        : regionsFor(task, partitions.includes(partition) ? partition : undefined).map((text) => here(text));
    case 4:
      return kind?.scope === 'bare' ? [] : accounts(task).map((text) => here(text, 'in this file'));
    case 5:
      return [
        ...resources(task, service).map((text) => here(text, 'in this file')),
        ...(kind && kind.resource !== '' ? [here(kind.resource, kind.what)] : []),
      ];
    case 8:
      return service === 'secretsmanager'
        ? ['AWSCURRENT', 'AWSPREVIOUS'].map((text) => here(text, 'version stage'))
        : [];
    default:
      return [];
  }
}

const piece = ({ before, span }: Part, text: string, detail: string | undefined): Suggestion => ({
  label: text,
  kind: CompletionItemKind.Value,
  detail,
  insert: [...before, text].join(':'),
  part: { span, text },
});

const accounts = (task: TaskView): string[] => {
  const { account } = awsFacts(task);
  const seen = arnsIn(task).map((arn) => arn.account);
  return [...new Set([...(account.startsWith('<') ? [] : [account]), ...seen])].filter((text) => text !== '');
};

const resources = (task: TaskView, service: string): string[] => [
  ...new Set(arnsIn(task).flatMap((arn) => (arn.service === service ? [arn.resource] : []))),
];

/** Whole ARNs of the file that begin with what is typed. */
const longer = (place: Place, { typed }: Part): Suggestion[] =>
  used(place).filter(({ label }) => label.startsWith(typed) && label !== typed);
