import Docker from 'dockerode';
import type { Lab } from './lab';

/** A container as the engine itself tells of it, with all that the runner never asks for. */
export async function inspected({ runner }: Lab, runtimeId = ''): Promise<Docker.ContainerInspectInfo> {
  const socketPath = runner.engine.endpoint.replace(/^unix:\/\//, '');
  return new Docker({ socketPath }).getContainer(runtimeId).inspect();
}
