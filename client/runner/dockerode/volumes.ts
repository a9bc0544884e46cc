import { volumeBody } from '../engine/bodies';
import type { InfoAnswer } from '../engine/info';
import { limits } from '../engine/limits';
import type { EnginePort } from '../enginePort';
import type { Client } from './client';

/** Volumes. */
export const volumeCalls = ({ docker, caller }: Client) =>
  ({
    async createVolume(options) {
      await caller.call<unknown>(limits.volume, async (abortSignal) =>
        docker.createVolume({ ...volumeBody(options), abortSignal }),
      );
    },

    async volumeExists(name) {
      const volume = docker.getVolume(name);
      const found = await caller.find(limits.inspect, async (abortSignal) => volume.inspect({ abortSignal }));
      return found !== undefined;
    },

    async removeVolume(name) {
      const volume = docker.getVolume(name);
      await caller.find<unknown>(limits.volume, async (abortSignal) => volume.remove({ abortSignal }));
    },

    async volumeDrivers() {
      // A plugin is only among them once it was looked for, which happens when volumes are listed.
      await caller.call<unknown>(limits.list, async (abortSignal) => docker.listVolumes({ abortSignal }));
      const info = await caller.call<InfoAnswer>(limits.list, async () => docker.info() as Promise<InfoAnswer>);
      return info.Plugins?.Volume ?? [];
    },

    async listVolumes(labels) {
      const { Volumes } = await caller.call(limits.list, async (abortSignal) =>
        docker.listVolumes({ filters: { label: [...labels] }, abortSignal }),
      );
      return (Volumes ?? []).map(({ Name, Labels }) => ({ name: Name, labels: Labels ?? {} }));
    },
  }) satisfies Partial<EnginePort>;
