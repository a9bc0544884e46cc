import { definitionOf } from '../document/definition';
import type { Document } from '../document/document';
import type { LaunchType, TaskDefinition } from '../model/taskDefinition';
import { lint, ruleDocs } from './engine';
import type { Finding, LintOptions } from './finding';

export interface Runnable {
  /** As the API would take it, without nulls and describe-only members; undefined when the file holds no whole one. */
  readonly definition: TaskDefinition | undefined;
  /** What stands in the way of a run, in the order of the text. */
  readonly errors: readonly Finding[];
  /** What it is for where it does not say so itself, if its project does. */
  readonly launchType: LaunchType | undefined;
}

/** The task definition of a document as the runner takes it. Trust it only when there are no errors. */
export function runnable(document: Document, options: LintOptions = {}): Runnable {
  const found = lint(document, options).filter(({ severity }) => severity === 'error');
  const errors = [...found, ...unrendered(document)].sort((a, b) => a.span.offset - b.span.offset);
  const definition = document.isTorn || !document.task?.root ? undefined : definitionOf(document);
  const isSilent = !definition?.requiresCompatibilities?.length;
  const [launchType] = (isSilent && document.task?.launchTypes) || [];
  return { definition, errors, launchType };
}

/** Of a template that puts members in, or leaves them out, nobody knows what it would run: all branches are read as one. */
function unrendered({ gaps: [gap] }: Document): readonly Finding[] {
  if (!gap) return [];
  const rule = 'unresolved-placeholder';
  const message = 'Parts of this template are put in or left out later: render it, and run what comes of it';
  const none = { related: [], tag: undefined, fixes: [] };
  return [{ ...none, rule, severity: 'error', message, pointer: '', span: gap, docs: ruleDocs(rule) }];
}
