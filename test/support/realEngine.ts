import { connect } from '../../client/runner/connect';
import { DockerodeEngine } from '../../client/runner/dockerode';
import type { EnginePort } from '../../client/runner/enginePort';
import { label, workspaceLabel } from '../../client/runner/labels';
import { ensureTestImage } from './testImage';

/** The Docker engine of this machine, with the test image on it. Close it when done. */
export async function realEngine(): Promise<EnginePort> {
  const { port } = await connect((candidate) => new DockerodeEngine(candidate));
  await ensureTestImage(port);
  return port;
}

/** Names of what is left on the engine of tasks that were run from a folder. */
export async function leftOf(port: EnginePort, workspace: string): Promise<string[]> {
  const labels = [`${label.workspace}=${workspaceLabel(workspace)}`];
  const kinds = [await port.list(labels), await port.listNetworks(labels), await port.listVolumes(labels)];
  return kinds.flatMap((things) => things.map(({ name }) => name));
}
