import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { containerFacts, listedContainer } from '../engine/containers';
import { filesArchive } from '../engine/files';
import { limits } from '../engine/limits';
import type { EnginePort } from '../enginePort';
import type { Client } from './client';

/** Containers from their creation to their removal. */
export const containerCalls = ({ docker, caller }: Client) =>
  ({
    async create(name, body, { platform }) {
      const container = await caller.call(limits.create, async (abortSignal) => {
        const query = { name, ...(platform !== undefined && { platform }) };
        // Said apart, or docker-modem would repeat the whole body in the URL.
        return docker.createContainer({ _query: query, _body: body, abortSignal } as Docker.ContainerCreateOptions);
      });
      return container.id;
    },

    async start(id) {
      await caller.settle(limits.start, { statuses: [304] }, async (abortSignal) =>
        docker.getContainer(id).start({ abortSignal }),
      );
    },

    async stop(id, timeout) {
      await caller.settle(timeout * 1000 + limits.stop, { statuses: [304, 404] }, async (abortSignal) =>
        docker.getContainer(id).stop({ t: timeout, abortSignal }),
      );
    },

    async kill(id, signal = 'SIGKILL') {
      // 409: it does not run.
      await caller.settle(limits.kill, { statuses: [404, 409] }, async (abortSignal) =>
        docker.getContainer(id).kill({ signal, abortSignal }),
      );
    },

    async wait(id, signal) {
      const container = docker.getContainer(id);
      const work = async (abortSignal: AbortSignal) =>
        container.wait({ abortSignal }) as Promise<{ StatusCode: number }>;
      return (await caller.call(limits.pull, work, signal)).StatusCode;
    },

    async inspect(idOrName) {
      const container = docker.getContainer(idOrName);
      const answer = await caller.find(limits.inspect, async (abortSignal) => container.inspect({ abortSignal }));
      return answer && containerFacts(answer);
    },

    async copyInto(id, folder, files) {
      const archive = await filesArchive(files);
      await caller.call<unknown>(limits.load, async (abortSignal) =>
        docker.getContainer(id).putArchive(Readable.from([archive]), { path: folder, abortSignal }),
      );
    },

    async remove(id) {
      const already = { statuses: [404], message: /removal of container .* is already in progress/i };
      await caller.settle(limits.remove, already, async (abortSignal) =>
        docker.getContainer(id).remove({ v: true, force: false, abortSignal }),
      );
    },

    async list(labels) {
      const answer = await caller.call(limits.list, async (abortSignal) =>
        docker.listContainers({ all: true, filters: { label: [...labels] }, abortSignal }),
      );
      return answer.map(listedContainer);
    },
  }) satisfies Partial<EnginePort>;
