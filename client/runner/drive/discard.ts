import { rmSync } from 'node:fs';

/** Removes a file or folder of the state folder. What cannot be removed stays: nothing there is needed. */
export function discard(place: string): void {
  try {
    rmSync(place, { force: true, recursive: true });
  } catch {
    // Not even its folder is there.
  }
}
