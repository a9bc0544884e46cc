import type { Field } from '../../document/field';
import { hasPlaceholder } from '../../document/placeholder';
import type { ContainerField } from '../../document/view';
import { type ImageReference, parseEcrHost, splitImage } from '../../model/image';
import { perTask } from '../perTask';

/** What is wrong with an image reference: the first fault only, since the others follow from it. */
export interface ImageFault {
  readonly rule:
    | 'image-invalid-characters'
    | 'image-ecr-malformed'
    | 'image-too-long'
    | 'image-digest-invalid'
    | 'image-tag-invalid'
    | 'image-uppercase-repository'
    | 'image-reference-malformed';
  readonly message: string;
  /** The part of the text that is at fault. */
  readonly part: string;
  /** Error unless said otherwise. */
  readonly severity?: 'warning';
  readonly meant?: { readonly text: string; readonly safe?: true };
}

export interface KnownImage {
  readonly container: ContainerField;
  readonly field: Field;
  readonly text: string;
  readonly fault: ImageFault | undefined;
  /** Its parts, when it is well formed. */
  readonly reference: ImageReference | undefined;
}

/** The images that are known, each read once. */
export const imagesOf = perTask((task): readonly KnownImage[] =>
  task.containers.flatMap((container) => {
    const field = container.get('image');
    const text = knownImage(field);
    if (!field || text === undefined) return [];
    const fault = imageFault(text);
    return [{ container, field, text, fault, reference: fault ? undefined : splitImage(text) }];
  }),
);

/** The image, unless it is empty or stands in for one that a deployment writes here. */
function knownImage(field: Field | undefined): string | undefined {
  const text = field?.text;
  return field?.known === undefined || text === undefined || text.trim() === '' || isStandIn(text) ? undefined : text;
}

/** Most images are written out, and are done with one look. */
const writtenOut = /^[a-z0-9]+(?:[./-][a-z0-9]+)*(?::[a-z0-9.-]+)?$/;
const ecrStart = /^\d{12}\.dkr\.ecr\.[a-z]+-[a-z-]+-\d\./;

/** What people copy along from the address bar. */
const scheme = /^\s*(https?|docker):\/\//i;

const ecrMark = /\.dkr[.-]ecr(?:-fips)?\./;

/**
 * Whether the text is filled in later: a placeholder, or words of the kind people and documentation leave for it
 * (`REPOSITORY_URI:IMAGE_TAG`, `aws_account_id.dkr.ecr.region.amazonaws.com/app`).
 */
function isStandIn(text: string): boolean {
  if (writtenOut.test(text) && (!text.includes('.dkr') || ecrStart.test(text))) return false;
  if (hasPlaceholder(text) || /\{\{|\$\w|\*{2}|<[^<>]*>|\[\[|__\w+__/.test(text)) return true;
  if (/[A-Z]/.test(text) && !/[a-z]/.test(text)) return true;
  if (text.split(/[/:@]/).some((part) => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(part))) return true;
  if (!ecrMark.test(text)) return false;
  const [account = '', rest = ''] = text.replace(scheme, '').split(ecrMark);
  return !/^\d+$/.test(account) || /^(x+(-x+)*\.|[\w-]*region)/i.test(rest);
}

const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const host = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/;

function imageFault(text: string): ImageFault | undefined {
  return characterFault(text) ?? ecrFault(text) ?? partFault(text);
}

function characterFault(text: string): ImageFault | undefined {
  const named = scheme.exec(text)?.[1];
  const bad = named ? `${named}://` : /[^A-Za-z0-9_.:/#@-]/.exec(text)?.[0];
  if (bad === undefined) return undefined;
  const cleaned = text.replace(scheme, '').trim();
  const works = cleaned !== '' && cleaned !== text && imageFault(cleaned) === undefined;
  return {
    rule: 'image-invalid-characters',
    part: text,
    message: named
      ? `An image is named without "${bad}"`
      : `An image name cannot hold ${/\s/.test(bad) ? 'white space' : `"${bad}"`}`,
    ...(works && { meant: { text: cleaned, ...(named?.startsWith('http') ? {} : { safe: true as const }) } }),
  };
}

/** A private ECR registry: `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY`. */
function ecrFault(text: string): ImageFault | undefined {
  const [registry = '', ...path] = text.split('/');
  if (!/\.dkr[.-]ecr/.test(registry)) return undefined;
  const fault = (message: string): ImageFault => ({ rule: 'image-ecr-malformed', part: text, message });
  const account = registry.split('.')[0]!;
  if (!/^\d{12}$/.test(account)) return fault(`An ECR registry starts with an account of 12 digits, not "${account}"`);
  // Pipelines that write the image themselves often keep the registry alone here: no error, then.
  const isBare = path.join('/').replace(/[:@].*/, '') === '';
  if (isBare) return { ...fault('The ECR registry is not followed by a repository'), severity: 'warning' };
  return parseEcrHost(registry) ? undefined : fault(`"${registry}" is no ECR registry`);
}

function partFault(text: string): ImageFault | undefined {
  const { registry, repository, tag, digest } = splitImage(text);
  const name = digest === undefined ? text : text.slice(0, text.indexOf('@'));
  if (name.length > 255) {
    return {
      rule: 'image-too-long',
      part: text,
      message: `The image name has ${name.length} characters; ECS takes 255`,
    };
  }
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) return digestFault(text, digest);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) {
    return {
      rule: 'image-tag-invalid',
      part: `:${tag}`,
      message:
        tag === ''
          ? 'The tag after ":" is missing'
          : `"${tag}" is no tag: letters, digits, "_", "." and "-", 128 at most`,
    };
  }
  if (/[A-Z]/.test(repository)) {
    return {
      rule: 'image-uppercase-repository',
      part: repository,
      message: `The repository "${repository}" has to be in lower case`,
      meant: { text: text.replace(repository, repository.toLowerCase()), safe: true },
    };
  }
  const isSound = repository.split('/').every((each) => component.test(each)) && (!registry || host.test(registry));
  return isSound
    ? undefined
    : { rule: 'image-reference-malformed', part: text, message: `"${text}" is no image name that Docker can read` };
}

function digestFault(text: string, digest: string): ImageFault {
  const lower = digest.toLowerCase();
  return {
    rule: 'image-digest-invalid',
    part: digest === '' ? '@' : digest,
    message: 'A digest is "sha256:" and 64 hexadecimal digits in lower case',
    ...(/^sha256:[0-9a-f]{64}$/.test(lower) && { meant: { text: text.replace(digest, lower), safe: true as const } }),
  };
}
