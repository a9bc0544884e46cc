import { CompletionItemKind } from 'vscode-languageserver-types';
import type { TaskView } from '../../document/view';
import { entryOf } from '../../model/entry';
import { awsfirelensOptions, firelensOptions, logOptionValues, secretLogOptions } from '../../model/logDrivers';
import { awsFacts } from '../../rules/facts';
import { type DriverOptions, driverOptions } from '../../rules/logging/options';
import { groupFor } from './logGroup';
import { outputs } from './outputs';
import { type Place, containerOf, fieldAtPath } from './place';
import { regionsFor } from './regions';
import type { Suggestion } from './suggestion';
import type { Writer } from './writer';

/**
 * Names of the options the chosen log driver knows, those it needs first, without those that are there. Undefined where
 * none are known, as before a driver is chosen.
 */
export function logOptionKeys(place: Place, present: ReadonlySet<string>): Suggestion[] | undefined {
  const { cursor, task, path } = place;
  const options = optionsAt(place);
  const isRequired = (name: string): boolean =>
    options?.required.includes(name) || (name === 'awslogs-stream-prefix' && task.isFargate); // only Fargate insists
  return (
    options &&
    [...options.required, ...options.optional]
      .filter((name) => !present.has(name))
      .map((name) => ({
        label: name,
        kind: CompletionItemKind.Property,
        detail: isRequired(name) ? 'required' : undefined,
        about: { path },
        insert: cursor.keyOnly ? name : (writer) => writer.member(name, `"${beginningOf(name, task, writer)}"`),
      }))
  );
}

function beginningOf(name: string, task: TaskView, writer: Writer): string {
  const values = entryOf(logOptionValues, name);
  if (values) return writer.choice(values);
  if (isGroup(name)) return writer.stop(groupFor(task));
  if (isRegionOption(name)) return writer.stop(awsFacts(task).region);
  return writer.stop(name === 'awslogs-stream-prefix' ? 'ecs' : '');
}

const isGroup = (option: string): boolean => option === 'awslogs-group' || option === 'log_group_name';
const isRegionOption = (option: string): boolean => ['awslogs-region', 'region', 'AWS_Region'].includes(option);

/** Values of an option: those it takes, or what follows from the rest of the file. Names for secret options. */
export function logOptionValuesAt(place: Place): Suggestion[] {
  const { path } = place;
  const member = String(path.at(-1));
  if (path.at(-2) === 'options') return optionValues(place, member).map(asText);
  if (path.at(-3) !== 'secretOptions' || member !== 'name') return [];
  const driver = fieldAtPath(place.document.root, place.cursor.path.slice(0, -3))?.member('logDriver')?.text;
  return (entryOf(secretLogOptions, driver ?? '') ?? []).filter((name) => !place.isTaken(name)).map(asText);
}

function optionValues(place: Place, name: string): readonly string[] {
  const { task } = place;
  if (isGroup(name)) return [groupFor(task)];
  if (isRegionOption(name)) return regionsFor(task);
  if (name === 'awslogs-stream-prefix') return ['ecs', containerOf(place)?.get('name')?.known ?? ''].filter(Boolean);
  if (name === 'Name') return Object.keys(outputs);
  return entryOf(logOptionValues, name) ?? [];
}

const asText = (value: string): Suggestion => ({
  label: value,
  kind: CompletionItemKind.Value,
  insert: value,
});

function optionsAt({ path, around, field }: Place): DriverOptions | undefined {
  if (path.at(-1) !== 'options') return undefined;
  if (path.at(-2) === 'firelensConfiguration') return { required: [], optional: firelensOptions };
  const driver = around?.member('logDriver')?.text ?? '';
  if (driver !== 'awsfirelens') return entryOf(driverOptions, driver);
  const output = field?.member('Name')?.text ?? '';
  const [name = 'Name', ...others] = awsfirelensOptions;
  return { required: [], optional: [name, ...(entryOf(outputs, output) ?? []), ...others] };
}
