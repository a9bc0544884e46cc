import type { EnginePort } from '../enginePort';
import type { EngineInfo } from '../plan';
import { helperImage, helperLabel, type HelperImage } from './archive';
import { helperBinaries } from './bytes';

/** The helper's image for this engine, not loaded yet. Undefined for an architecture it is not built for. */
export async function helperFor({ architecture }: Pick<EngineInfo, 'architecture'>): Promise<HelperImage | undefined> {
  const binary = Object.entries(helperBinaries).find(([name]) => name === architecture)?.[1];
  return binary && helperImage(architecture, Buffer.from(binary.base64, 'base64'));
}

/** Loads the helper's image unless the engine has it. No registry is asked. */
export async function ensureHelper(port: EnginePort, { name, archive }: HelperImage): Promise<void> {
  const present = await port.listImages(helperLabel);
  if (!present.includes(name)) await port.loadImage(archive);
}

/** Removes helper images of other versions; those that a container uses stay. */
export async function removeOldHelpers(port: EnginePort, current: string): Promise<void> {
  const images = await port.listImages(helperLabel);
  for (const name of images.filter((image) => image !== current)) await port.removeImage(name).catch(() => undefined);
}
