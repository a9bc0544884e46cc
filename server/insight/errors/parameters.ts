import type { Path } from '../../document/pointer';
import { describeOnlyMembers } from '../../model/describeOnly';
import { intentOf } from '../../rules/json/intent';
import { lookup } from '../../schema/lookup';
import type { StopReason } from './reason';

/** What a client says about one parameter before it asks AWS at all. */
export interface Complaint {
  readonly path: Path;
  /** Rules that say the same, the likeliest first. */
  readonly rules: readonly string[];
  /** What is meant where no rule says it. */
  readonly words?: Pick<StopReason, 'title' | 'meaning' | 'change'>;
}

/** ECS has added members over the years, and clients know those of their own time. */
const olderClient = {
  title: 'The client is older than this member',
  meaning: 'ECS takes it here, but the AWS CLI, SDK or tool that was used does not know it yet and sends nothing.',
  change: 'Update the client, in the image or action that deploys, too.',
};

/** A member that a client does not know: one of ECS that came later, or one that has no place there. */
function unknown(place: string, name: string): Complaint {
  const holder = pathOf(place);
  const schema = lookup([...holder, name]);
  const path = [...holder, name];
  return schema && !schema.isOutput && schema.deprecated === undefined
    ? { path, rules: [], words: olderClient }
    : { path, rules: unknownMember(name, holder) };
}

/** Rules about a member that has no place there; the first is the likeliest, by its name and the object it was in. */
function unknownMember(name: string, holder: Path): readonly string[] {
  const all = ['unknown-property', 'property-wrong-case', 'service-level-property', 'describe-only-field'];
  if (name === 'taskDefinition') return ['wrapped-describe-output', ...all];
  if (name === 'inferenceAccelerators') return ['inference-accelerator-removed', ...all];
  if (describeOnlyMembers.some((member) => member === name)) return ['describe-only-field', ...all];
  const schema = lookup(holder);
  const kind = schema && intentOf(name, schema)?.kind;
  if (kind === 'case') return ['property-wrong-case', ...all];
  return kind === 'service' ? ['service-level-property', ...all] : all;
}

/** Rules by the type a client wants. */
const ofType: Readonly<Record<string, readonly string[]>> = {
  int: ['integer-expected'],
  integer: ['integer-expected'],
  number: ['integer-expected'],
  str: ['string-expected', 'task-size-not-string', 'map-value-not-string'],
  string: ['string-expected', 'task-size-not-string', 'map-value-not-string'],
  bool: ['boolean-expected'],
  boolean: ['boolean-expected'],
  list: ['array-expected'],
  array: ['array-expected'],
  dict: ['object-expected'],
  hash: ['object-expected'],
  structure: ['object-expected'],
  map: ['object-expected'],
};

/** Every complaint in the text, in its order: of the AWS CLI and boto3, of the AWS SDKs for JavaScript v2 and Ruby. */
export function complaintsIn(text: string): Complaint[] {
  const found = [
    ...all(text, /Unknown parameter in ([\w.[\]]{1,200}): "([^"]{1,100})"/g, unknown),
    ...all(text, /Unexpected key '([^']{1,100})' found in params((?:[\w.[\]]){0,200})/g, (name, place) =>
      unknown(place, name),
    ),
    ...all(text, /Missing required parameter in ([\w.[\]]{1,200}): "([^"]{1,100})"/g, missing),
    ...all(text, /Missing required key '([^']{1,100})' in params((?:[\w.[\]]){0,200})/g, (name, place) =>
      missing(place, name),
    ),
    ...all(
      text,
      /Invalid type for parameter ([\w.[\]-]{1,200}), value: .{0,400}?, type: <class '(\w+)'>, valid types: <class '(\w+)'>/g,
      (place, given, wanted) => {
        const path = pathOf(place);
        if (given === 'NoneType') return { path, rules: ['null-value'] };
        return { path, rules: rulesFor(path, wanted) };
      },
    ),
    ...all(text, /Expected params\.([\w.[\]]{1,200}) to be (?:an? )?(\w+)/g, (place, wanted) => ({
      path: pathOf(place),
      rules: rulesFor(pathOf(place), wanted),
    })),
    ...all(text, /unexpected value at params((?:\[:?\w{1,60}\]){0,12})\[:(\w{1,60})\]/g, (place, name) =>
      unknown(ofRuby(place), ofRuby(name)),
    ),
    ...all(text, /missing required parameter params((?:\[:?\w{1,60}\]){0,12})\[:(\w{1,60})\]/g, (place, name) =>
      missing(ofRuby(place), ofRuby(name)),
    ),
    ...all(text, /expected params((?:\[:?\w{1,60}\]){1,12}) to be (?:an? )?(\w{1,20})/g, (place, wanted) => ({
      path: pathOf(ofRuby(place)),
      rules: rulesFor(pathOf(ofRuby(place)), wanted.toLowerCase()),
    })),
  ];
  return found.sort(([a], [b]) => a - b).map(([, complaint]) => complaint);
}

/** Text is wanted in three sorts of places, each with a rule of its own. */
function rulesFor(path: Path, wanted: string): readonly string[] {
  const all = ofType[wanted] ?? [];
  if (!all.includes('string-expected')) return all;
  if (path.length === 1 && /^(?:cpu|memory)$/.test(String(path[0]))) return ['task-size-not-string', ...all];
  return /^(?:options|dockerLabels|driverOpts|labels)$/.test(String(path.at(-2)))
    ? ['map-value-not-string', ...all]
    : all;
}

const missing = (place: string, name: string): Complaint => ({
  path: pathOf(place),
  rules: name === 'family' ? ['family-missing'] : (requiredBy[name] ?? ['required-property-missing']),
});

/** Rules made for a member that is missing; every other is the general one's. */
const requiredBy: Readonly<Record<string, readonly string[]>> = {
  valueFrom: ['secret-value-from-missing'],
  logDriver: ['log-driver-missing'],
  enabled: ['restart-policy-enabled-missing'],
  hostPath: ['device-host-path-missing'],
  authorizationConfig: ['fsx-auth-missing'],
  credentialsParameter: ['fsx-auth-missing', 'required-property-missing'],
  domain: ['fsx-auth-missing'],
};

/** `containerDefinitions[0].memory` → its path; `input` is the root. */
const pathOf = (place: string): Path =>
  place === 'input' ? [] : [...place.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));

/** Ruby names members in snake case: `[:port_mappings][0][:host_port]` → `[portMappings][0][hostPort]`. */
const ofRuby = (place: string): string =>
  place.replaceAll(':', '').replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const all = (text: string, pattern: RegExp, read: (...groups: string[]) => Complaint): [number, Complaint][] =>
  [...text.matchAll(pattern)].map((match) => [match.index, read(...match.slice(1))]);
