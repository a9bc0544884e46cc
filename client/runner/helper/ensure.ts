import { createHash } from 'node:crypto';
import type { EnginePort } from '../enginePort';
import type { EngineInfo } from '../plan';
import { helperImage, helperLabel, type HelperImage } from './archive';
import { helperBinaries } from './bytes';

type Binaries = Readonly<Record<string, { readonly sha256: string; readonly base64: string }>>;

/**
 * The helper's image for this engine, not loaded yet. Undefined for an architecture it is not built for. Rejects when its
 * bytes are not those that were built.
 */
export async function helperFor(
  { architecture }: Pick<EngineInfo, 'architecture'>,
  binaries: Binaries = helperBinaries,
): Promise<HelperImage | undefined> {
  const binary = Object.entries(binaries).find(([name]) => name === architecture)?.[1];
  if (!binary) return undefined;
  const program = Buffer.from(binary.base64, 'base64');
  if (createHash('sha256').update(program).digest('hex') !== binary.sha256)
    throw new Error(`These are not the bytes of the helper for ${architecture} that were built.`);
  return helperImage(architecture, program);
}

/** Loads the helper's image unless the engine has it. No registry is asked. */
export async function ensureHelper(
  port: Pick<EnginePort, 'listImages' | 'loadImage'>,
  { name, archive }: HelperImage,
): Promise<void> {
  const present = await port.listImages(helperLabel);
  if (!present.includes(name)) await port.loadImage(archive);
}

/** Removes helper images of other versions; those that a container uses stay. */
export async function removeOldHelpers(port: EnginePort, current: string): Promise<void> {
  const images = await port.listImages(helperLabel);
  for (const name of images.filter((image) => image !== current)) await port.removeImage(name).catch(() => undefined);
}
