import { surroundingsOf } from '../insight/askRules';
import { ruleDocs } from '../lint/engine';
import type { ExplainErrorResult } from '../protocol';
import { type Source, rangeOf } from './source';

/** What an error of ECS means, and where in the file, if one is open, its cause is. */
export async function explainErrorResult(text: string, source: Source | undefined): Promise<ExplainErrorResult> {
  const { explainError } = await import('../insight/index.js');
  const explanations = explainError(text, surroundingsOf(source?.document));
  return {
    explanations: explanations.map(({ rule, places, ...words }) => ({
      ...words,
      ...(rule !== undefined && { rule, docs: ruleDocs(rule) }),
      places: source
        ? places.map(({ message, isCause, span }) => ({ message, isCause, place: rangeOf(source, span) }))
        : [],
    })),
  };
}
