import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TaskDefinition } from '../../../server/index';
import { filesOnS3 } from '../filesOnS3';
import type { Refusal } from '../notice';
import { withOverrides, type GivenValues, type Missing, type SecretReference } from '../overrides';
import type { RunOptions } from '../plan';
import { withLocalFile } from './merge';
import { localName } from './name';
import { onEcs as heldAgainstEcs, type FromLocalFile } from './onEcs';
import { localRefusal, whereIn } from './place';
import { placeOf, readLocalText } from './read';
import { refuseStrangers } from './strangers';

export interface Localised {
  readonly options: RunOptions;
  /**
   * What is wrong with the file of overrides, for a run that heeds half of it would be another one than was asked for; and
   * what ECS would refuse of the task as it is asked for.
   */
  readonly refusals: readonly Refusal[];
}

/** Takes in the overrides beside the definition, or those of the file that was named, and holds the whole against ECS. */
export async function localise(definition: TaskDefinition, { severities, ...asked }: RunOptions): Promise<Localised> {
  const { options, refusals, local } = await takenIn(definition, asked);
  if (options.onlyHere) return { options, refusals }; // planned again: the definition is what became of it
  const { refusals: onEcs, differences } = await heldAgainstEcs(definition, { ...asked, severities }, local);
  const isOther = local !== undefined || asked.target !== undefined;
  return { options: { ...options, ...(isOther && { onlyHere: differences }) }, refusals: [...refusals, ...onEcs] };
}

async function takenIn(
  definition: TaskDefinition,
  options: RunOptions,
): Promise<Localised & { readonly local?: FromLocalFile }> {
  const { local, file } = options;
  const place = local ?? (file === undefined ? undefined : path.join(path.dirname(file), localName));
  if (place === undefined || place === false) return { options, refusals: [] };
  const shown = local === undefined ? localName : place;
  const text = await readFile(place, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') {
    if (local === undefined && text.code === 'ENOENT') return { options, refusals: [] };
    const why = text.code === 'ENOENT' ? 'does not exist.' : `cannot be read (${text.code ?? text.message}).`;
    return { options, refusals: [localRefusal(shown, why, 'Correct its path, or run without it.')] };
  }
  const read = readLocalText(text);
  const at = whereIn(shown, text);
  const faults = read.faults.map(({ offset, text: fault, next }) =>
    localRefusal(`${shown}:${placeOf(text, offset)}`, fault, next),
  );
  const { overrides } = read.file;
  const from = { path: path.resolve(place) };
  const whole = withLocalFile(definition, options, read.file, from);
  const handed = withLocalFile(definition, {}, overrides ? { overrides } : {}, from);
  return {
    options: whole,
    refusals: [...faults, ...refuseStrangers(definition, read.file, at)],
    local: { file: read.file, handed: handed.overrides, whole: whole.overrides, at },
  };
}

/** Reads what the options refer to: values of secrets, and files of variables. */
export async function readValues(definition: TaskDefinition, options: RunOptions): Promise<GivenValues> {
  const { overrides } = options;
  const secrets = Object.entries(overrides?.secrets ?? {}).map(async ([container, given]) => {
    const values = Object.entries(given).map(async ([name, from]) => [name, await readSecret(name, from)] as const);
    return [container, new Map(await Promise.all(values))] as const;
  });
  return {
    secrets: new Map(await Promise.all(secrets)),
    environmentFiles: new Map(
      await Promise.all(
        variableFiles(definition, options).map(async ({ arn, place }) => {
          const text = await contents(place);
          return [arn, typeof text === 'string' ? { path: place, text } : text] as const;
        }),
      ),
    ),
  };
}

/** The files beside a definition and its overrides that give it values, whether or not they are there. */
export function givingFiles(definition: TaskDefinition, options: RunOptions): readonly string[] {
  const secrets = Object.values(options.overrides?.secrets ?? {}).flatMap((given) => Object.values(given));
  const files = secrets.flatMap((from) => ('file' in from ? from.file : []));
  return [...new Set([...files, ...variableFiles(definition, options).map(({ place }) => place)])];
}

/** What stands here for the environment files of a definition, which are on S3. */
function variableFiles(definition: TaskDefinition, { overrides, file }: RunOptions) {
  const { containerDefinitions = [] } = withOverrides(definition, overrides);
  const wanted = new Set(containerDefinitions.flatMap(filesOnS3));
  return [...wanted].flatMap((arn) => {
    const given = overrides?.environmentFiles?.[arn];
    if (given === null) return [];
    const place = given ?? (file === undefined ? undefined : path.join(path.dirname(file), path.posix.basename(arn)));
    return place === undefined ? [] : [{ arn, place }];
  });
}

async function readSecret(name: string, from: SecretReference): Promise<string | Missing> {
  if ('env' in from) {
    const next = `Set ${from.env} where this is started from.`;
    return process.env[from.env] ?? { missing: `the variable ${from.env} is not set here`, next };
  }
  if ('file' in from) {
    const text = await contents(from.file);
    return typeof text === 'string' ? text.replace(/\r?\n$/, '') : text;
  }
  const text = await contents(from.local);
  if (typeof text !== 'string') return text;
  const { file } = readLocalText(text);
  const value = file.containers?.[from.container]?.secrets?.[name];
  return typeof value === 'string' ? value : { missing: `${from.local} gives it no value` };
}

async function contents(place: string): Promise<string | Missing> {
  return readFile(place, 'utf8').catch(({ code, message }: NodeJS.ErrnoException) => ({
    missing: code === 'ENOENT' ? `there is no file ${place}` : `${place} cannot be read (${code ?? message})`,
  }));
}
