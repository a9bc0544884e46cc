import type { ContainerFactsOnEngine } from '../../client/runner/enginePort';

/** What inspect tells for the metadata endpoint, of a container that has none of it. */
export const noDetail: ContainerFactsOnEngine['detail'] = {
  imageId: '',
  endpoints: {},
  mounts: [],
  networks: {},
  healthCheck: undefined,
};

/** What an engine says of a container that it has just made, but for what is said otherwise. */
export const containerFacts = (more: Partial<ContainerFactsOnEngine> = {}): ContainerFactsOnEngine => ({
  ...{ id: 'id-a', name: 'a', image: 'busybox', labels: {}, state: 'created', createdAt: 1000 },
  ...{ startedAt: undefined, finishedAt: undefined, exitCode: 0, oomKilled: false, error: '' },
  ...{ health: 'none', healthOutput: undefined, tty: false, networkMode: 'none', ports: [], addresses: {} },
  detail: noDetail,
  ...more,
});
