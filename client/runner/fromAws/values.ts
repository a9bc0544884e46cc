import type { TaskDefinition } from '../../../server/index';
import { isAwsFailure, type Caller } from '../../aws/credentials';
import type { AwsService } from '../../aws/service';
import type { GivenValues, Missing } from '../overrides';
import type { RunOptions } from '../plan';
import { regionOf } from '../taskScope';
import { memberOf, parseReference, type Reference } from './reference';
import { wantedFromAws } from './wanted';

/** How AWS is reached; the SDK is loaded with the first question. */
export type Aws = () => Promise<AwsService>;

/**
 * Adds what only AWS can give. Nobody is asked unless the person chose whose credentials to ask with. What cannot be had
 * is in the answer as missing, so this never rejects. Values stay in the answer and are kept nowhere.
 */
export async function withValuesOfAws(
  definition: TaskDefinition,
  options: RunOptions,
  given: GivenValues,
  aws: Aws,
): Promise<GivenValues> {
  const { secrets, files } = wantedFromAws(definition, options, given);
  if (!options.credentials || secrets.length + files.length === 0) return given;
  const caller: Caller = { profile: options.credentials.profile, region: regionOf(definition, options) };
  const texts = new Map<string, Promise<string>>();
  const read = async (valueFrom: string): Promise<string | Missing> => {
    const reference = parseReference(valueFrom);
    const { jsonKey, key } = keyOf(reference);
    // A secret of several members is asked for once.
    const asked = texts.get(key) ?? aws().then(async (service) => readReference(service, caller, reference));
    texts.set(key, asked);
    const text = await asked;
    return jsonKey === undefined ? text : memberOf(text, jsonKey);
  };
  const found = await Promise.all([
    ...secrets.map(async (valueFrom) => [valueFrom, await read(valueFrom).catch(missing)] as const),
    ...files.map(async (arn) => {
      const text = aws().then(async (service) => service.file(caller, arn));
      return [arn, await text.catch(missing)] as const;
    }),
  ]);
  return { ...given, aws: new Map(found) };
}

function keyOf(reference: Reference): { readonly key: string; readonly jsonKey: string | undefined } {
  if (reference.kind === 'parameter') return { key: reference.name, jsonKey: undefined };
  const { id, version, jsonKey } = reference;
  return { key: `${id} ${version.versionStage ?? ''} ${version.versionId ?? ''}`, jsonKey };
}

/** The whole text of a secret or parameter. Rejects with an AwsFailure. */
export async function readReference(service: AwsService, caller: Caller, reference: Reference): Promise<string> {
  const there = { ...caller, region: reference.region || caller.region };
  return reference.kind === 'secret'
    ? service.secret(there, reference.id, reference.version)
    : service.parameter(there, reference.name);
}

/** Only what was made for people is told; anything else might quote what it read. */
function missing(failure: unknown): Missing {
  if (!isAwsFailure(failure)) return { missing: 'AWS could not be asked', next: 'Try it with the AWS CLI.' };
  return { missing: failure.message.replace(/\.$/, ''), next: failure.next };
}
