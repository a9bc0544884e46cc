import type Docker from 'dockerode';
import { connectBody, networkBody } from '../engine/bodies';
import { limits } from '../engine/limits';
import type { EnginePort } from '../enginePort';
import type { Client } from './client';

/** Networks and who is on them. */
export const networkCalls = ({ docker, caller }: Client) =>
  ({
    async createNetwork(options) {
      const network = await caller.call(limits.network, async (abortSignal) =>
        docker.createNetwork({ ...networkBody(options), abortSignal }),
      );
      return network.id;
    },

    async connect(network, container, endpoint) {
      const body = connectBody(container, endpoint);
      await caller.settle(limits.network, { message: /already exists in network/i }, async (abortSignal) =>
        docker.getNetwork(network).connect({ ...body, abortSignal } as Docker.NetworkConnectOptions),
      );
    },

    async removeNetwork(idOrName) {
      const network = docker.getNetwork(idOrName);
      await caller.find<unknown>(limits.network, async (abortSignal) => network.remove({ abortSignal }));
    },

    async listNetworks(labels) {
      const networks = await caller.call(limits.list, async (abortSignal) =>
        docker.listNetworks({ filters: { label: [...labels] }, abortSignal }),
      );
      return networks.map(({ Id: id, Name: name, Labels, IPAM }) => ({
        id,
        name,
        labels: Labels ?? {},
        subnet: IPAM?.Config?.[0]?.Subnet,
      }));
    },
  }) satisfies Partial<EnginePort>;
