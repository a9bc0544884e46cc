import assert from 'node:assert/strict';
import type { ContainerDependency } from '../../../server/index';
import type { Simulator } from './simulator';

export const healthCheck = { command: ['CMD-SHELL', 'true'] };
/** An edge of `dependsOn`. */
export const on = (containerName: string, condition: NonNullable<ContainerDependency['condition']>) =>
  ({ containerName, condition }) as const;
export const waiting = (...dependsOn: ContainerDependency[]) => ({ dependsOn });

/** The lines happened, in this order. */
export function inOrder(run: Simulator, ...lines: string[]): void {
  const positions = lines.map((line) => run.story.indexOf(line));
  const told = `${lines.join(' → ')}\n\ngot:\n${run.story.join('\n')}`;
  assert.ok(!positions.includes(-1), told);
  assert.deepEqual(
    positions,
    [...positions].sort((a, b) => a - b),
    told,
  );
}
