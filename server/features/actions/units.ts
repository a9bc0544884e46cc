import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { fieldAt } from '../../document/document';
import type { Field } from '../../document/field';
import { parseTaskCpu, parseTaskMemory } from '../../model/units';
import { type ActionProvider, actionOf } from './action';

const kind = CodeActionKind.RefactorRewrite;

/** Writes the size of the task in its other form: `"1024"` as `"1 vCPU"`, `"2 GB"` as `"2048"`. */
export const convertUnits: ActionProvider = {
  kind,
  offer({ source, span }): CodeAction[] {
    const { root, task } = source.document;
    const field = fieldAt(root, span.offset);
    const isOfTask = field?.property !== undefined && field.property.parent === task?.root?.node;
    const text = isOfTask ? otherForm(field) : undefined;
    if (!field || text === undefined) return [];
    return actionOf(source, `Write as "${text}"`, kind, [{ set: field.path, to: text }]);
  },
};

const forms = {
  cpu: { parse: parseTaskCpu, unit: 'vCPU' },
  memory: { parse: parseTaskMemory, unit: 'GB' },
} as const;

function otherForm({ name, known }: Field): string | undefined {
  const form = name === 'cpu' || name === 'memory' ? forms[name] : undefined;
  const amount = form && known !== undefined ? form.parse(known) : undefined;
  if (!form || !amount) return undefined;
  if (!/^\d+$/.test(known!.trim())) return String(amount);
  const large = amount / 1024;
  return Number.isInteger(large * 1000) ? `${large} ${form.unit}` : undefined; // more digits help nobody
}
