import { splitImage } from '../../server/index';
import type { ImageFacts } from './enginePort';

/**
 * `imageDigest` of DescribeTasks, `sha256:…`: of the manifest where a registry has given one, else the engine's id of the
 * image. What a name was resolved to holds for the whole task, whatever becomes of the tag meanwhile, as ECS's
 * `versionConsistency` has it.
 */
export function digestOf(name: string, { id, digests }: Pick<ImageFacts, 'id' | 'digests'>): string {
  const { repository } = splitImage(name);
  const own = digests.find((known) => splitImage(known).repository === repository) ?? digests[0];
  return splitImage(own ?? '').digest ?? id;
}

/** How exactly one image of a repository is asked for: `repository@sha256:…`. */
export function byDigest(name: string, digest: string): string {
  return `${nameAndTag(name).repo}@${digest}`;
}

/** A name taken apart as `docker tag` takes it. */
export function nameAndTag(name: string): { readonly repo: string; readonly tag: string } {
  const { registry, repository, tag = 'latest' } = splitImage(name);
  return { repo: registry === undefined ? repository : `${registry}/${repository}`, tag };
}
