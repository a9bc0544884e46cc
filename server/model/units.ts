/**
 * Quantities as ECS writes them: task-level `cpu` and `memory` are strings that hold a whole number of
 * cpu units or MiB, or a decimal with `vCPU` or `GB`. Container-level values are plain integers.
 * Source: RegisterTaskDefinition in the ECS API Reference.
 */

const unitsPattern = /^\s*(\d+)\s*$/;
const vcpuPattern = /^\s*(\d+(?:\.\d*)?|\.\d+) *vcpu\s*$/i;
const gbPattern = /^\s*(\d+(?:\.\d*)?|\.\d+) *gb\s*$/i;

/** Task `cpu` in cpu units (1024 = 1 vCPU), or undefined where ECS could not read it. */
export function parseTaskCpu(text: string): number | undefined {
  return parseQuantity(text, vcpuPattern);
}

/** Task `memory` in MiB (1024 = 1 GB), or undefined where ECS could not read it. */
export function parseTaskMemory(text: string): number | undefined {
  return parseQuantity(text, gbPattern);
}

function parseQuantity(text: string, withUnit: RegExp): number | undefined {
  const whole = unitsPattern.exec(text);
  if (whole) return Number(whole[1]);
  const decimal = withUnit.exec(text);
  if (!decimal) return undefined;
  const product = Number(decimal[1]) * 1024;
  return Number.isInteger(product) ? product : undefined;
}

/** `256` → `0.25 vCPU`. */
export function printVcpu(units: number): string {
  return `${trim(units / 1024)} vCPU`;
}

/** `512` → `0.5 GB`, `100` → `100 MiB`: GB where it is exact enough to read. */
export function printMemory(mib: number): string {
  return mib >= 512 && mib % 256 === 0 ? `${trim(mib / 1024)} GB` : `${mib} MiB`;
}

const trim = (value: number): string => String(Math.round(value * 1000) / 1000);
