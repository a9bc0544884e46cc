import type { Field } from '../../document/field';

/** MiB in the units people write behind a memory size; as ECS reads them elsewhere, `M` and `MB` are MiB. */
const mebibytes: Readonly<Record<string, number>> = {
  '': 1,
  m: 1,
  mb: 1,
  mib: 1,
  mi: 1,
  g: 1024,
  gb: 1024,
  gib: 1024,
  gi: 1024,
};

/** The whole number that a value plainly means, in the unit of its member; undefined where it is a guess. */
export function toInteger(field: Field, unit: string | undefined): number | undefined {
  if (field.type === 'number') return whole(field.node.value as number);
  const match = /^(-?\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(field.text?.trim() ?? '');
  if (!match) return undefined;
  const [, digits = '', suffix = ''] = match;
  const factor = factorOf(suffix.toLowerCase(), unit);
  return factor === undefined ? undefined : whole(Number(digits) * factor);
}

const whole = (value: number): number | undefined => (Number.isSafeInteger(value) ? value : undefined);

function factorOf(suffix: string, unit: string | undefined): number | undefined {
  if (unit === 'MiB') return mebibytes[suffix];
  if (suffix === '') return 1;
  if (unit === 'cpu units') return suffix === 'vcpu' ? 1024 : undefined;
  if (unit === 's') return { s: 1, sec: 1, seconds: 1, m: 60, min: 60 }[suffix];
  return unit === 'GiB' && /^gi?b?$/.test(suffix) ? 1 : undefined;
}

/** The boolean that a value plainly means. */
export function toBoolean(field: Field): boolean | undefined {
  const word = field.type === 'number' ? String(field.node.value) : field.text?.trim().toLowerCase();
  if (word === 'true' || word === 'yes' || word === 'on' || word === '1') return true;
  return word === 'false' || word === 'no' || word === 'off' || word === '0' ? false : undefined;
}

/** A number as the text the task's own `cpu` and `memory` take; a fraction can only mean vCPU or GB. */
export function toTaskSize(field: Field, digits: string): string | undefined {
  if (field.type !== 'number') return undefined;
  const value = field.node.value as number;
  if (Number.isInteger(value)) return String(value);
  return `${digits} ${field.name === 'cpu' ? 'vCPU' : 'GB'}`;
}
