import { attachQuery, attachment } from '../engine/attachment';
import { engineEvents, eventFilters, pastEvents } from '../engine/events';
import { execBody, execution } from '../engine/execution';
import { jsonLines } from '../engine/json';
import { limits } from '../engine/limits';
import { logLines, logQuery } from '../engine/logs';
import type { EnginePort } from '../enginePort';
import type { Client } from './client';

/** Answers that go on: what happens, what is written, what is typed. */
export const streamCalls = ({ docker, caller }: Client) =>
  ({
    events(labels, { since, signal, ready }) {
      const query = { filters: eventFilters(labels), ...(since !== undefined && { since }) };
      return caller.stream(async function* (abortSignal) {
        const answer = await docker.getEvents({ ...query, abortSignal });
        ready?.();
        yield* engineEvents(answer);
      }, signal);
    },

    async past(labels, { actions, since, until }) {
      const query = { filters: eventFilters(labels, actions), since, until };
      return caller.call(limits.list, async (abortSignal) =>
        pastEvents(await docker.getEvents({ ...query, abortSignal })),
      );
    },

    logs(id, options) {
      const container = docker.getContainer(id);
      return caller.stream(async function* (abortSignal) {
        // Without `follow`, which the query says apart, dockerode would gather the whole log before it hands it out.
        const asked = { follow: true as const, _query: logQuery(options), abortSignal };
        yield* logLines((await container.logs(asked)) as AsyncIterable<Buffer>, options);
      }, options.signal);
    },

    async attach(id, signal) {
      const work = async (abortSignal: AbortSignal) => docker.getContainer(id).attach({ ...attachQuery, abortSignal });
      const socket = await caller.call(limits.attach, work, signal);
      return attachment(socket, caller);
    },

    async exec(id, command, { tty }) {
      const exec = await caller.call(limits.attach, async (abortSignal) =>
        docker.getContainer(id).exec({ ...execBody(command, tty), abortSignal }),
      );
      const connection = await caller.call(limits.attach, async () =>
        exec.start({ hijack: true, stdin: true, Tty: tty }),
      );
      return execution(exec, connection, { tty, caller });
    },

    archive(id, path, signal) {
      const container = docker.getContainer(id);
      return caller.stream(async function* (abortSignal) {
        yield* (await container.getArchive({ path, abortSignal })) as AsyncIterable<Buffer>;
      }, signal);
    },

    stats(id, signal) {
      const container = docker.getContainer(id);
      return caller.stream(async function* (abortSignal) {
        const options = { stream: true as const, abortSignal };
        for await (const sample of jsonLines(await container.stats(options)))
          yield sample as Readonly<Record<string, unknown>>;
      }, signal);
    },
  }) satisfies Partial<EnginePort>;
