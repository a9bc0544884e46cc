import type { Change } from '../document/change';
import type { Document } from '../document/document';
import type { Field } from '../document/field';
import type { Anchor } from '../document/span';
import type { SuppressedRule, Suppression } from '../document/suppressions';
import type { TaskView } from '../document/view';
import type { ContainerDefinition, TaskDefinition, Volume } from '../model/taskDefinition';
import type { SchemaNode } from '../schema/lookup';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** One room of the catalogue (rules.md §2); docs and settings list rules by it. */
export type RuleGroup =
  | 'json'
  | 'identity'
  | 'sizing'
  | 'platform'
  | 'network'
  | 'container'
  | 'restart'
  | 'health'
  | 'volume'
  | 'environment'
  | 'logging'
  | 'iam'
  | 'linux'
  | 'proxy'
  | 'placement'
  | 'tag';

/** A way to put a finding right. */
export interface Fix {
  /** What the lightbulb says: an imperative without a full stop. */
  readonly title: string;
  /** It cannot change what the task does, so fix-all and `--fix` apply it unasked. */
  readonly safe?: true;
  /** Worked out only when somebody looks at the fix. */
  readonly changes: () => readonly Change[];
}

/** What a check yields. Everything left out comes from the rule. */
export interface Found {
  readonly at: Anchor;
  /** Default: the rule's summary. Never holds a secret's value. */
  readonly message?: string;
  readonly severity?: Severity;
  readonly related?: readonly { readonly at: Anchor; readonly message: string }[];
  /** The related places have the same problem: where a person silences this one, the next of them speaks. */
  readonly sameElsewhere?: true;
  /** Faded or struck through in the editor. */
  readonly tag?: 'unnecessary' | 'deprecated';
  /** Best first. */
  readonly fixes?: readonly Fix[];
}

/**
 * A constraint of the schema that a value breaks. The schema names the rule of each constraint (`x-rules`), so one
 * place turns every one of them into a finding on the right node.
 */
export interface Violation {
  readonly rule: string;
  /** The JSON Schema keyword: type, enum, required, additionalProperties, pattern, minimum … */
  readonly keyword: string;
  /** The value that breaks it; for a missing member, the object that lacks it; for an unknown one, the member itself. */
  readonly field: Field;
  /** The name of a missing member. */
  readonly missing?: string;
  /** What the schema says about the place that holds the keyword: of a missing or unknown member, the object. */
  readonly schema: SchemaNode;
}

/** Text before and after, as in the editor: `«…»` marks what is underlined. `file` when the file's name matters. */
export interface Example {
  readonly bad: string;
  /** The text after the first fix; absent for a rule without one. */
  readonly fixed?: string;
  readonly path?: string;
}

/** What a rule says to people who read about it (see prose.ts). */
export interface RuleProse {
  /** What goes wrong without it, in a sentence or two. */
  readonly why: string;
  /** AWS's own wording of the refusal, where known. */
  readonly awsMessage?: string;
  /** Further wordings of the same refusal: older ones, and those of other clients. */
  readonly awsWordings?: readonly string[];
  /** Where the fact comes from, and when it was read. */
  readonly source: { readonly text: string; readonly url?: string; readonly date: string };
  readonly good?: readonly string[];
  readonly examples: readonly Example[];
}

interface RuleBase extends RuleProse {
  /** Kebab-case, from the catalogue: contract. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** Opinion or noise-prone († in the catalogue): off until somebody turns it on. */
  readonly off?: true;
  /** One sentence, no full stop needed elsewhere: the default message. */
  readonly summary: string;
  /** It needs nothing beyond containers and their siblings, so it also runs in a bare container array (ruling 27). */
  readonly inContainerArray?: true;
  /** It says nothing unless the task, a container or a volume has this member, so it need not even be asked. */
  readonly about?: Member;
  /**
   * It says that something is not there, in the container or volume it points at or in the task itself (`here`), or
   * anywhere in the file. It is not believed where a member is half typed, which may become just that.
   */
  readonly absence?: 'here' | 'anywhere';
  /** Silent where one of these rules has a finding at the same pointer ("one cause, one finding"). */
  readonly yieldsTo?: readonly string[];
}

/** A rule that looks at the task definition. */
export interface CheckRule extends RuleBase {
  readonly check: (task: TaskView, document: Document) => Iterable<Found>;
}

/** A rule whose condition stands in the schema; this adds words and fixes. Returning undefined accuses nobody. */
export interface ShapeRule extends RuleBase {
  readonly describe: (violation: Violation, document: Document) => Found | undefined;
}

/** A rule about the text itself: it also runs where no task definition could be read. */
export interface TextRule extends RuleBase {
  readonly checkText: (document: Document) => Iterable<Found>;
}

/** What the comments that turn rules off came to, after all other rules have spoken. */
export interface Suppressed {
  readonly suppressions: readonly JudgedSuppression[];
  readonly text: string;
  /** The ids of all rules. */
  readonly ids: readonly string[];
}

export interface JudgedSuppression extends Suppression {
  readonly rules: readonly JudgedRule[];
}

export interface JudgedRule extends SuppressedRule {
  /** `off`: the rule is turned off for the file, so nobody knows whether it would speak. */
  readonly effect: 'unknown' | 'off' | 'none' | 'some';
}

/** A rule about the comments that turn other rules off. */
export interface SuppressionRule extends RuleBase {
  readonly checkSuppressions: (suppressed: Suppressed) => Iterable<Found>;
}

export type Rule = CheckRule | ShapeRule | TextRule | SuppressionRule;

export type Member = keyof TaskDefinition | keyof ContainerDefinition | keyof Volume;

/** Declares a rule. Nothing else knows it exists: docs, settings, CLI and tests read the list in `index.ts`. */
export const defineRule = <R extends Rule>(rule: R): R => rule;

/** Says of several rules what they are about. */
export const about = (member: Member, ...rules: readonly Rule[]): Rule[] =>
  rules.map((rule) => ({ ...rule, about: member }));
