import { type ImageReference, parseEcrHost, splitImage } from '../../model/image';
import { inlineCode } from '../markdown';
import { type Explain, list } from './subject';

/** An image reference taken apart. */
export const imageParts: Explain = ({ field, place }) => {
  if (place !== 'containerDefinitions.*.image' || field.known === undefined) return undefined;
  const image = splitImage(field.known);
  return list([
    `Registry: ${registryOf(image)}`,
    `Repository: ${inlineCode(isOfficial(image) ? `library/${image.repository}` : image.repository)}`,
    image.tag !== undefined && `Tag: ${inlineCode(image.tag)}`,
    image.tag === undefined && image.digest === undefined && 'No tag, which means `latest`',
    image.digest !== undefined && `Digest: ${inlineCode(image.digest)}, so always this very image`,
  ]);
};

const hubHosts = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

const isHub = ({ registry }: ImageReference): boolean => registry === undefined || hubHosts.includes(registry);

const isOfficial = (image: ImageReference): boolean => isHub(image) && !image.repository.includes('/');

function registryOf(image: ImageReference): string {
  if (isHub(image)) return isOfficial(image) ? 'Docker Hub, an official image' : 'Docker Hub';
  const registry = image.registry!;
  if (registry === 'public.ecr.aws') return `Amazon ECR Public (${inlineCode(registry)})`;
  const ecr = parseEcrHost(registry);
  if (!ecr) return inlineCode(registry);
  return `Amazon ECR, account ${inlineCode(ecr.account)}, Region ${inlineCode(ecr.region)}`;
}
