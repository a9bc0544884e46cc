import { RunnerError } from '../errors';
import type { EnginePort } from '../enginePort';
import type { EngineInfo } from '../plan';
import { helperImage, helperLabel, type HelperImage } from './archive';
import { helperBinaries } from './bytes';

/** The helper's image for this engine, not loaded yet. */
export async function helperFor({ architecture }: Pick<EngineInfo, 'architecture'>): Promise<HelperImage> {
  const binary = Object.entries(helperBinaries).find(([name]) => name === architecture)?.[1];
  if (!binary)
    throw new RunnerError(
      'refused',
      `The engine runs on ${architecture}, for which there is no pause container; awsvpc needs one.`,
      'Use an engine on amd64 or arm64, or another network mode.',
    );
  return helperImage(architecture, Buffer.from(binary.base64, 'base64'));
}

/** Loads the helper's image unless the engine has it. No registry is asked. */
export async function ensureHelper(port: EnginePort, { name, archive }: HelperImage): Promise<void> {
  const present = await port.listImages(helperLabel);
  if (!present.includes(name)) await port.loadImage(archive);
}

/** Removes helper images of other versions that no container uses; gives the names of those still in use. */
export async function removeOldHelpers(port: EnginePort, current: string): Promise<void> {
  const images = await port.listImages(helperLabel);
  for (const name of images.filter((image) => image !== current)) await port.removeImage(name).catch(() => undefined);
}
