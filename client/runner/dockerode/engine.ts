import Docker from 'dockerode';
import { Caller } from '../engine/call';
import { agentFor, modemOptions, type Connection } from '../engine/connection';
import { apiVersion, engineInfo, type BridgeAnswer, type InfoAnswer } from '../engine/info';
import { limits } from '../engine/limits';
import type { EnginePort } from '../enginePort';
import type { Client } from './client';
import { containerCalls } from './containers';
import { imageCalls } from './images';
import { networkCalls } from './networks';
import { streamCalls } from './streams';
import { volumeCalls } from './volumes';

/** The engine through dockerode. Nobody outside of this room knows the library. */
export function dockerodeEngine(
  connection: Connection,
  loginFor: Client['loginFor'] = async () => undefined,
): EnginePort {
  const agent = agentFor(connection);
  const docker = new Docker(modemOptions(connection, agent));
  const caller = new Caller(
    async () => docker.ping(),
    // What answers next does so on another connection.
    () => agent.destroy(),
  );
  const client = { docker, caller, loginFor };
  return {
    ...imageCalls(client),
    ...containerCalls(client),
    ...networkCalls(client),
    ...volumeCalls(client),
    ...streamCalls(client),

    async info() {
      const version = await caller.call(limits.version, async () => docker.version());
      const api = apiVersion(version);
      Object.assign(docker.modem as object, { version: `v${api}` });
      const bridge = caller
        .find<BridgeAnswer>(limits.inspect, async () => docker.getNetwork('bridge').inspect())
        // Something before the engine may keep its networks to itself.
        .catch(() => undefined);
      const info = await caller.call<InfoAnswer>(limits.version, async () => docker.info() as Promise<InfoAnswer>);
      return engineInfo(info, version, { version: api, endpoint: connection.endpoint, bridge: await bridge });
    },

    ping: async () => caller.ping(),

    close() {
      caller.close();
      agent.destroy();
    },
  };
}
