import { Readable } from 'node:stream';
import { imageFacts } from '../engine/images';
import { limits } from '../engine/limits';
import { loaded, pulled, pullQuery } from '../engine/pulling';
import type { EnginePort } from '../enginePort';
import { nameAndTag } from '../imageDigest';
import type { Client } from './client';

/** Images, and the registries they come from. */
export const imageCalls = ({ docker, caller, loginFor }: Client) =>
  ({
    async inspectImage(name) {
      const answer = await caller.find(limits.inspect, async () => docker.getImage(name).inspect());
      return answer && imageFacts(answer);
    },

    async resolveDigest(name, signal, login) {
      const authconfig = login ?? (await loginFor(name));
      const answer = await caller.call(
        limits.manifest,
        async () => docker.getImage(name).distribution(authconfig && { authconfig }),
        signal,
      );
      return (answer as { Descriptor: { digest: string } }).Descriptor.digest;
    },

    async pull(name, { platform, signal, progress, login }) {
      const authconfig = login ?? (await loginFor(name));
      await caller.call(
        limits.pull,
        async (abortSignal) => {
          const query = { ...pullQuery(name, platform), abortSignal };
          const answer = authconfig ? await docker.createImage(authconfig, query) : await docker.createImage(query);
          await pulled(answer, progress);
        },
        signal,
      );
    },

    async tagImage(image, name) {
      await caller.call<unknown>(limits.inspect, async (abortSignal) =>
        docker.getImage(image).tag({ ...nameAndTag(name), abortSignal }),
      );
    },

    async loadImage(archive) {
      await caller.call(limits.load, async (abortSignal) =>
        loaded(await docker.loadImage(Readable.from([archive]), { quiet: true, abortSignal })),
      );
    },

    async listImages(label) {
      const images = await caller.call(limits.list, async () => docker.listImages({ filters: { label: [label] } }));
      return images.flatMap(({ RepoTags }) => RepoTags ?? []);
    },

    async removeImage(name) {
      await caller.find<unknown>(limits.remove, async () => docker.getImage(name).remove());
    },
  }) satisfies Partial<EnginePort>;
