import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/root';
import { largeDefinition } from './definition';
import { median } from './measure';
import { temporaryFolder } from '../support/temporaryFolder';

/** Medians, in milliseconds on the clock, from starting the process to its end. */
export interface ColdChecks {
  readonly one: number;
  readonly thousand: number;
}

const example = readFileSync(path.join(root, 'examples/webserver/task-definition.json'), 'utf8');

/** `taskdef check` of the example, and of a thousand files in fifty folders: half of them as small, half of 3 to 12 KiB. */
export function benchCheck(): ColdChecks {
  const folder = temporaryFolder('bench');
  try {
    for (let index = 0; index < 1000; index++) {
      const home = path.join(folder, 'many', `service-${index % 50}`);
      mkdirSync(home, { recursive: true });
      const text = index % 2 === 0 ? example : largeDefinition((3 + (index % 10)) * 1024);
      writeFileSync(path.join(home, `task-definition-${index}.json`), text);
    }
    writeFileSync(path.join(folder, 'task-definition.json'), example);
    return {
      one: time(folder, 'task-definition.json', { files: 1, rounds: 21 }),
      thousand: time(folder, 'many', { files: 1000, rounds: 5 }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function time(cwd: string, target: string, { files, rounds }: { files: number; rounds: number }): number {
  const times = Array.from({ length: rounds }, () => {
    const began = performance.now();
    const { stdout } = spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), 'check', target], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const milliseconds = performance.now() - began;
    if (!new RegExp(`^${files} files? checked: `, 'm').test(stdout)) throw new Error(stdout.slice(-500));
    return milliseconds;
  });
  return median(times);
}
