import { parseEcrHost, splitImage } from '../model/image';
import { consoleHost, partitionOf } from './consolePage';

const segments = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Where a person can look at an image: the page of its registry, or undefined for a registry without one. */
export function registryPage(image: string): string | undefined {
  const { registry, repository } = splitImage(image);
  if (!/^[a-z0-9][a-z0-9._/-]*$/i.test(repository)) return undefined;
  const path = segments(repository);
  switch (registry) {
    case undefined:
    case 'docker.io':
    case 'index.docker.io':
    case 'registry-1.docker.io':
      return hubPage(path);
    case 'public.ecr.aws':
      return `https://gallery.ecr.aws/${path}`;
    case 'quay.io':
      return `https://quay.io/repository/${path}`;
    case 'ghcr.io':
    case 'gcr.io':
      return `https://${registry}/${path}`;
    case 'mcr.microsoft.com':
      return `https://mcr.microsoft.com/artifact/mar/${path}/about`;
  }
  const ecr = parseEcrHost(registry);
  const host = ecr && consoleHost(partitionOf(ecr.region), ecr.region);
  return host && `https://${host}/ecr/repositories/private/${ecr.account}/${path}?region=${ecr.region}`;
}

const hubPage = (path: string): string =>
  path.startsWith('library/') || !path.includes('/')
    ? `https://hub.docker.com/_/${path.replace(/^library\//, '')}`
    : `https://hub.docker.com/r/${path}`;
