import type { Document } from '../../document/document';
import { pointerOf } from '../../document/pointer';
import type { Anchor } from '../../document/span';
import { toFilePath } from '../../document/taskPath';
import type { Finding } from '../../lint/finding';
import type { Rule } from '../../rules/define';
import { findRule, rules } from '../../rules/index';
import { proseOf } from '../../rules/prose';
import { type Complaint, complaintsIn } from './parameters';
import { fieldsAbout } from './places';
import { readersComplaintIn } from './readers';
import type { StopReason } from './reason';
import { deploymentReasons } from './reasons/deployment';
import { exitReasons } from './reasons/exit';
import { initializationReasons } from './reasons/initialization';
import { pullReasons } from './reasons/pull';
import { serviceReasons } from './reasons/service';
import { startReasons } from './reasons/start';
import { taskReasons } from './reasons/task';
import { longest, unwrap } from './unwrap';
import { type Known, matches, wordsOf } from './wording';

/** What an error of ECS means, and where in the file its cause is. */
export interface Explanation {
  /** The rule that finds the cause; undefined for what only shows at run time. */
  readonly rule: string | undefined;
  readonly title: string;
  readonly meaning: string;
  readonly change: string;
  /** `sure`: AWS words it so. `likely`: nearly so. `low`: the nearest that is known, and maybe something else. */
  readonly confidence: 'sure' | 'likely' | 'low';
  readonly places: readonly ErrorPlace[];
}

export interface ErrorPlace extends Anchor {
  readonly message: string;
  /** The rule fires here; otherwise the error is only about this member. */
  readonly isCause: boolean;
}

/** What is known about the file and the API beyond this room. */
export interface Surroundings {
  /** The file the error is about, when there is one. */
  readonly document: Document | undefined;
  /** The findings of these rules in it, even of rules that are off. */
  readonly findingsOf: (rules: readonly string[]) => readonly Finding[];
  /** The names of all members of the API in lower case, so that a wording keeps them. */
  readonly members: ReadonlySet<string>;
}

const likely = 0.75;
const low = 0.5;

/** The explanations of a text, best first; none when nothing like it is known. Pure. */
export function explainError(text: string, surroundings: Surroundings): Explanation[] {
  const words = unwrap(text);
  const complaints = complaintsIn(text.slice(0, longest));
  if (complaints.length > 0) return complaints.map((complaint) => ofComplaint(complaint, surroundings));
  const unread = readersComplaintIn(text.slice(0, longest));
  if (unread) return [ofComplaint(unread, surroundings)];
  const reasons = reasonsFor(words);
  const worded = wordedRules(words, surroundings);
  const trusted = worded.filter(({ confidence }) => confidence !== 'low');
  if (reasons.length === 0) return trusted.length > 0 ? trusted : worded.slice(0, 2);
  const isNews = ({ rule, confidence }: Explanation): boolean =>
    confidence === 'sure' && !reasons.some((reason) => reason.rules?.some((id) => id === rule));
  return [...trusted.filter(isNews), ...reasons.map((reason) => ofReason(reason, text, surroundings))];
}

/** Families of causes: of each the most specific one. */
const families: readonly (readonly StopReason[])[] = [
  pullReasons,
  initializationReasons,
  startReasons,
  exitReasons,
  serviceReasons,
  deploymentReasons,
  taskReasons,
];

function reasonsFor(text: string): StopReason[] {
  const isPull = /CannotPull|pull(?:ing)? (?:image|access)|toomanyrequests/i.test(text);
  const found = families
    .filter((family) => family !== pullReasons || isPull)
    .flatMap((family) => family.find(({ when }) => when.test(text)) ?? []);
  if (isPull) return found.slice(0, 1);
  const exact = found.filter(({ isGeneral }) => !isGeneral);
  return (exact.length > 0 ? exact : found).slice(0, 2);
}

function ofReason(reason: StopReason, text: string, { document, findingsOf }: Surroundings): Explanation {
  const { title, meaning, change } = reason;
  const causes = document ? findingsOf(reason.rules ?? []).map(placeOf) : [];
  const fields = document && causes.length === 0 ? fieldsAbout(document, reason.about ?? [], text) : [];
  return {
    rule: undefined,
    title,
    meaning,
    change,
    confidence: 'sure',
    places: [...causes, ...fields.map((anchor) => ({ ...anchor, message: title, isCause: false }))],
  };
}

function wordingsOf(rule: Rule): readonly string[] {
  const { awsMessage, awsWordings = [] } = proseOf(rule);
  return [...(awsMessage === undefined ? [] : [awsMessage]), ...awsWordings];
}

/** The rules whose wording this is; of several with the same wording those that fire in the file. */
function wordedRules(text: string, surroundings: Surroundings): Explanation[] {
  const { document, findingsOf, members } = surroundings;
  const known: Known<Rule>[] = rules.flatMap((rule) =>
    wordingsOf(rule).map((wording) => ({ of: rule, words: wordsOf(wording, members) })),
  );
  const found = matches(wordsOf(text, members), known).filter(({ score }) => score >= low);
  const best = found[0];
  if (!best) return [];
  const near = found.filter(
    ({ score, length }) => best.score - score < 0.02 && (best.score < 1 || length === best.length),
  );
  const ids = [...new Set(near.map(({ of }) => of.id))];
  const findings = document ? findingsOf(ids) : [];
  const firing = ids.filter((id) => findings.some(({ rule }) => rule === id));
  const confidence = best.score === 1 ? 'sure' : best.score >= likely ? 'likely' : 'low';
  return (firing.length > 0 ? firing : ids).flatMap((id) => {
    const rule = findRule(id);
    const places = findings.filter(({ rule: of }) => of === id).map(placeOf);
    const about = document && places.length === 0 ? fieldsAbout(document, membersIn(text, members, rule), text) : [];
    return rule ? [ofRule(rule, confidence, findings, [...places, ...about.map(asHint)])] : [];
  });
}

function ofRule(
  rule: Rule,
  confidence: Explanation['confidence'],
  findings: readonly Finding[],
  places: readonly ErrorPlace[],
): Explanation {
  const fix = findings.find((finding) => finding.rule === rule.id)?.fixes[0];
  return {
    rule: rule.id,
    title: rule.summary,
    meaning: proseOf(rule).why,
    change: fix ? `${fix.title}.` : 'Make the file as the title says; the page of the rule has an example.',
    confidence,
    places,
  };
}

function ofComplaint({ path, rules: ids, words }: Complaint, { document, findingsOf }: Surroundings): Explanation {
  const filePath = document && toFilePath(document.form, path);
  const pointer = filePath && pointerOf(filePath);
  const findings = findingsOf(ids);
  const here = findings.filter((finding) => finding.pointer === pointer);
  const found = here.length > 0 ? here : findings.slice(0, 5);
  const rule = findRule(found[0]?.rule ?? ids[0] ?? '');
  const field = document && !found[0] ? fieldsAbout(document, [String(path.at(-1))], '') : [];
  if (words) {
    const places = field.map((anchor) => ({ ...anchor, message: words.title, isCause: false }));
    return { rule: undefined, ...words, confidence: 'sure', places };
  }
  return rule
    ? ofRule(rule, 'sure', findings, [...found.map(placeOf), ...field.map(asHint)])
    : {
        rule: undefined,
        title: 'A parameter has the wrong type',
        meaning: '',
        change: '',
        confidence: 'low',
        places: [],
      };
}

const placeOf = ({ pointer, span, message }: Finding): ErrorPlace => ({ pointer, span, message, isCause: true });

const asHint = (anchor: Anchor): ErrorPlace => ({
  ...anchor,
  message: 'The error is about this member, but nothing is found wrong with it here.',
  isCause: false,
});

/** The members that the text names as the API writes them or in quotes; else what the rule is about or called after. */
function membersIn(text: string, members: ReadonlySet<string>, rule: Rule | undefined): string[] {
  const quoted = [...text.matchAll(/['"‘“]([\w-]{1,50})['"’”]/g)].map(([, word = '']) => word);
  const humped = [...text.matchAll(/\b[a-z]+[A-Z]\w{0,40}/g)].map(([word]) => word);
  const named = [...quoted, ...humped].filter((word) => members.has(word.toLowerCase()));
  return [...new Set([...named, ...(rule?.about ? [rule.about] : []), ...membersOf(rule?.id ?? '', members)])];
}

/** `fargate-network-mode` is about `networkMode`, `execution-role-format` about `executionRoleArn`. */
function membersOf(id: string, members: ReadonlySet<string>): string[] {
  const parts = id.split('-');
  const joined = parts.flatMap((_, from) => parts.map((__, index) => parts.slice(from, parts.length - index).join('')));
  return joined.flatMap((word) => [word, `${word}arn`, `${word}s`]).filter((word) => members.has(word));
}
