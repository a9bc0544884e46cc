import { connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import type { EnginePort } from '../../client/runner/enginePort';
import { label, workspaceLabel } from '../../client/runner/labels';
import { ensureTestImage } from './testImage';

/** The Docker engine of this machine, with the test image on it. Close it when done. */
export async function realEngine(): Promise<EnginePort> {
  const { port } = await connect((candidate) => dockerodeEngine(candidate));
  await ensureTestImage(port);
  return port;
}

const labelsOf = (workspace: string) => [`${label.workspace}=${workspaceLabel(workspace)}`];

/** Names of what is left on the engine of tasks that were run from a folder. */
export async function leftOf(port: EnginePort, workspace: string): Promise<string[]> {
  const labels = labelsOf(workspace);
  const kinds = [await port.list(labels), await port.listNetworks(labels), await port.listVolumes(labels)];
  return kinds.flatMap((things) => things.map(({ name }) => name));
}

/** Takes away what an earlier run that was killed has left. */
export async function removeLeft(port: EnginePort, workspace: string): Promise<void> {
  const labels = labelsOf(workspace);
  for (const { id } of await port.list(labels)) {
    await port.kill(id).catch(() => undefined); // it may have ended
    await port.remove(id);
  }
  for (const { id } of await port.listNetworks(labels)) await port.removeNetwork(id);
  for (const { name } of await port.listVolumes(labels)) await port.removeVolume(name);
}
