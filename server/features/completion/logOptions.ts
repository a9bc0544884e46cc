import { CompletionItemKind } from 'vscode-languageserver-types';
import { awsfirelensOptions, firelensOptions, logOptionValues, secretLogOptions } from '../../model/logDrivers';
import { driverOptions } from '../../rules/logging/options';
import { type Place, fieldAtPath, siblingsOf } from './place';
import type { Suggestion } from './suggestion';

/** Names of the options the chosen log driver knows, those it needs first. Nothing before a driver is chosen. */
export function logOptionKeys(place: Place): Suggestion[] {
  const { path, cursor } = place;
  return optionNames(place).map(({ name, isRequired }) => ({
    label: name,
    kind: CompletionItemKind.Property,
    detail: isRequired ? 'required' : undefined,
    write: (writer) => {
      if (cursor.keyOnly) return writer.json(name);
      const values = logOptionValues[name];
      const initially = name === 'awslogs-stream-prefix' ? 'ecs' : name === 'awslogs-group' ? groupFor(place) : '';
      return writer.member(name, `"${values ? writer.choice(values) : writer.stop(initially)}"`);
    },
    documentation: path.includes('firelensConfiguration')
      ? undefined
      : `Option of the log driver \`${driverOf(place)}\`.`,
  }));
}

/** Values of an option that takes one of a few, and names for secret options. */
export function logOptionValuesAt(place: Place): Suggestion[] {
  const { path } = place;
  const member = String(path.at(-1));
  if (path.at(-2) === 'options') {
    const values = member === 'awslogs-group' ? [groupFor(place)] : (logOptionValues[member] ?? []);
    return values.map(asText);
  }
  if (path.at(-3) !== 'secretOptions' || member !== 'name') return [];
  const driver = fieldAtPath(place.document.root, place.cursor.path.slice(0, -3))?.member('logDriver')?.text;
  return (secretLogOptions[driver ?? ''] ?? []).map(asText);
}

const asText = (value: string): Suggestion => ({
  label: value,
  kind: CompletionItemKind.Value,
  write: (writer) => writer.json(value),
});

function optionNames(place: Place): { readonly name: string; readonly isRequired: boolean }[] {
  if (place.path.at(-1) !== 'options') return [];
  const optional = (name: string) => ({ name, isRequired: false });
  if (place.path.at(-2) === 'firelensConfiguration') return firelensOptions.map(optional);
  const driver = driverOf(place);
  if (driver === 'awsfirelens') return awsfirelensOptions.map(optional);
  const options = driverOptions[driver];
  return [
    ...(options?.required ?? []).map((name) => ({ name, isRequired: true })),
    ...(options?.optional ?? []).map((name) => ({
      name,
      isRequired: name === 'awslogs-stream-prefix' && place.task.isFargate, // only Fargate insists
    })),
  ];
}

const driverOf = (place: Place): string => siblingsOf(place)?.member('logDriver')?.text ?? '';

function groupFor({ task }: Place): string {
  const family = task.root?.get('family')?.known;
  return family && /^[A-Za-z0-9_-]+$/.test(family) ? `/ecs/${family}` : '/ecs/app';
}
