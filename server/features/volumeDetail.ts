import type { VolumeField } from '../document/view';

/** Where a volume lives, in a few words: `/srv`, `fs-0123`, `Docker volume`; empty where the file does not say. */
export function volumeDetail(volume: VolumeField): string {
  const host = volume.get('host')?.get('sourcePath')?.text;
  if (host) return host;
  const file = volume.get('efsVolumeConfiguration') ?? volume.get('fsxWindowsFileServerVolumeConfiguration');
  if (file) return file.member('fileSystemId')?.text ?? '';
  if (volume.get('s3filesVolumeConfiguration')) return 'S3 Files';
  if (volume.get('dockerVolumeConfiguration')) return 'Docker volume';
  return volume.get('configuredAtLaunch')?.bool ? 'configured at launch' : '';
}
