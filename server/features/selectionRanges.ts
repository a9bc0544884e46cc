import type { Position, SelectionRange } from 'vscode-languageserver-types';
import type { Field } from '../document/field';
import { type Span, touches } from '../document/span';
import { type Source, rangeOf } from './source';

/** What "expand selection" takes step by step: a text without and with its quotes, the member, the inside of its object, … */
export function selectionRanges(source: Source, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const offset = source.text.offsetAt(position);
    const whole: Span = { offset: 0, length: source.document.text.length };
    return spansAt(source.document.root, offset)
      .filter((span, index, spans) => span.length < (spans[index - 1] ?? whole).length)
      .reduce<SelectionRange>((parent, span) => ({ range: rangeOf(source, span), parent }), {
        range: rangeOf(source, whole),
      });
  });
}

/** From the outside in. */
function spansAt(root: Field | undefined, offset: number): Span[] {
  const spans: Span[] = [];
  for (let field = root; field && touches(field.property ?? field.node, offset); field = childAt(field, offset)) {
    if (field.property) spans.push({ offset: field.property.offset, length: field.property.length });
    if (field.property && touches(field.keySpan, offset)) {
      spans.push(field.keySpan, insideOf(field.keySpan));
      break;
    }
    if (!touches(field.span, offset)) break;
    spans.push(field.span);
    const inside = insideOf(field.span);
    if (['string', 'object', 'array'].includes(field.type) && touches(inside, offset)) spans.push(inside);
  }
  return spans;
}

const insideOf = ({ offset, length }: Span): Span => ({ offset: offset + 1, length: Math.max(0, length - 2) });

function childAt(field: Field, offset: number): Field | undefined {
  const children: readonly Field[] = field.type === 'object' ? field.members() : field.items();
  return children.find(({ property, node }) => touches(property ?? node, offset));
}
