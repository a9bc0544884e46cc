import type { Usage } from '../runner/runner';

/** What one container uses, against what it may: `CPU: 12 % of 0.25 vCPU`, `Memory: 34 MiB of 512 MiB (7 %)`. */
export const usageLines = (usage: Usage): string[] => [`CPU: ${cpuText(usage)}`, `Memory: ${memoryText(usage)}`];

/** The same on one line, for a list of containers. */
export const usageLine = (container: string, usage: Usage): string =>
  `${container}: ${cpuText(usage)} · ${memoryText(usage)}`;

const cpuText = ({ cpus, cpuLimit }: Usage): string =>
  cpuLimit === undefined ? `${plain(cpus)} vCPU` : `${percent(cpus, cpuLimit)} of ${plain(cpuLimit)} vCPU`;

const memoryText = ({ memory, memoryLimit }: Usage): string =>
  memoryLimit === undefined
    ? mebibytes(memory)
    : `${mebibytes(memory)} of ${mebibytes(memoryLimit)} (${percent(memory, memoryLimit)})`;

/** Two digits behind the point are enough for the smallest share, 1/4 of a processor, and none too many. */
const plain = (cpus: number): string => String(Math.round(cpus * 100) / 100);

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** Below ten with one digit behind the point: 0.5 MiB is not nothing. */
function mebibytes(bytes: number): string {
  const size = bytes / 2 ** 20;
  return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} MiB`;
}
