/**
 * Task sizes Fargate offers, in cpu units and MiB.
 * Source: task size table of the ECS Developer Guide, 2026; the 32 vCPU row stands only there.
 */
export interface FargateSize {
  readonly cpu: number;
  /** MiB, ascending. */
  readonly memory: readonly number[];
  readonly windows: boolean;
}

const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

export const fargateSizes: readonly FargateSize[] = [
  { cpu: 256, memory: [512, 1024, 2048], windows: false },
  { cpu: 512, memory: range(1024, 4096, 1024), windows: false },
  { cpu: 1024, memory: range(2048, 8192, 1024), windows: true },
  { cpu: 2048, memory: range(4096, 16384, 1024), windows: true },
  { cpu: 4096, memory: range(8192, 30720, 1024), windows: true },
  { cpu: 8192, memory: range(16384, 61440, 4096), windows: false },
  { cpu: 16384, memory: range(32768, 122880, 8192), windows: false },
  { cpu: 32768, memory: [61440, 122880, 249856], windows: false },
];

/** The row for a task cpu in cpu units, or undefined when Fargate has no such size. */
export function fargateSize(cpu: number): FargateSize | undefined {
  return fargateSizes.find((size) => size.cpu === cpu);
}

/** All cpu sizes (cpu units, ascending) that accept this memory (MiB). */
export function fargateCpusFor(memory: number): number[] {
  return fargateSizes.filter((size) => size.memory.includes(memory)).map((size) => size.cpu);
}
