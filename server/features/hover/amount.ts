import { parseTaskCpu, parseTaskMemory, printMemory, printVcpu } from '../../model/units';
import { escapeMarkdown, inlineCode } from '../markdown';
import type { Explain } from './subject';

/** Of a value from a closed list, what it stands for. */
export const chosenValue: Explain = ({ field, node }) => {
  const chosen = node.values.find(({ value }) => value === field.text);
  return chosen?.description && `${inlineCode(chosen.value)}: ${escapeMarkdown(chosen.description)}`;
};

/** Of a value that holds a placeholder, that nothing is known about it. */
export const placeholder: Explain = ({ field }) =>
  field.unknown
    ? `${inlineCode(field.text!)} is filled in when the file is deployed, so its value is not checked.`
    : undefined;

/** A quantity in its other unit: `1024` → 1 vCPU, `2 GB` → 2048 MiB, `120` → 2 min. */
export const amount: Explain = ({ field, node }) => {
  const written = field.known ?? (field.int === undefined ? undefined : String(field.int));
  const meaning = written === undefined ? undefined : amountIn(written, node.unit);
  return meaning && `${inlineCode(written!)} = ${meaning}`;
};

function amountIn(text: string, unit: string | undefined): string | undefined {
  if (unit === 'cpu units') return withAmount(parseTaskCpu(text), printVcpu, 'cpu units', /vcpu/i.test(text));
  if (unit === 'MiB') return withAmount(parseTaskMemory(text), printMemory, 'MiB', /gb/i.test(text));
  const seconds = Number(text);
  return unit === 's' && seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : undefined;
}

/** In the other unit than the one that is written. */
function withAmount(
  quantity: number | undefined,
  print: (quantity: number) => string,
  small: string,
  isLarge: boolean,
): string | undefined {
  if (!quantity) return undefined;
  const meaning = isLarge ? `${quantity} ${small}` : print(quantity);
  return meaning === `${quantity} ${small}` && !isLarge ? undefined : meaning;
}
