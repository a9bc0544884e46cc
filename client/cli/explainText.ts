import { type Explanation, loadInsight, surroundingsOf } from '../../server/index';
import { Lines } from './check/lines';
import type { ConfigurationFlags } from './configurationFlags';
import { type DefinitionFile, readDefinition } from './definitionFile';
import type { Terminal } from './terminal';
import { type Paint, painter, printable, wrap } from './text';

const width = 100;

export interface ExplainOptions extends ConfigurationFlags {
  /** The task definition that the error is about. */
  readonly file?: string;
}

/** Prints what an error means; false when nothing like it is known. */
export async function explainText(
  text: string,
  { file: shown, ...flags }: ExplainOptions,
  terminal: Terminal,
): Promise<boolean> {
  const file = shown === undefined ? undefined : await readDefinition(shown, terminal, flags);
  const { explainError } = await loadInsight();
  const explanations = explainError(text, surroundingsOf(file?.document));
  if (explanations.length === 0) return false;
  terminal.out(printExplanations(explanations, file, painter(terminal.colours.out)));
  return true;
}

const doubts = {
  sure: undefined,
  likely: 'Likely meant:',
  low: 'No error of ECS is known with these words. The nearest, maybe something else:',
} as const;

/** Each explanation with its places, best first. */
export function printExplanations(
  explanations: readonly Explanation[],
  file: DefinitionFile | undefined,
  paint: Paint,
): string {
  return explanations
    .map(({ rule, title, meaning, change, confidence, places }) =>
      [
        ...(doubts[confidence] === undefined ? [] : [doubts[confidence]]),
        paint('bold', title) + (rule === undefined ? '' : `  ${paint('dim', `(${rule})`)}`),
        wrap(meaning, width, '  '),
        `  ${paint('bold', 'What to do')}`,
        wrap(change, width, '  '),
        ...(file ? places.map((place) => `  ${positionIn(file, place.span.offset)}: ${printable(place.message)}`) : []),
        ...(rule === undefined ? [] : [`  More: taskdef explain ${rule}`]),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function positionIn({ shown, document }: DefinitionFile, offset: number): string {
  const { line, character } = new Lines(document.text).positionAt(offset);
  return `${printable(shown)}:${line + 1}:${character + 1}`;
}
