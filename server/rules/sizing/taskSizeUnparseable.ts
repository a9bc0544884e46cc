import { parseTaskCpu, parseTaskMemory } from '../../model/units';
import type { Field } from '../../document/field';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inTask } from '../example';
import { setValue } from '../fixes';
import { api, taskSizeTable } from '../sources';

/** Task sizes are strings with a grammar of their own: `256`, `.25 vCPU`, `512`, `0.5 GB`. */

const written = (field: Field | undefined): string | undefined =>
  field && !field.unknown && field.text !== undefined ? field.text : undefined;

export const taskCpuUnparseable = defineRule<CheckRule>({
  id: 'task-cpu-unparseable',
  group: 'sizing',
  severity: 'error',
  summary: 'The task\'s "cpu" is no amount that ECS reads',
  why: 'ECS reads whole cpu units (1024 are one vCPU) or a number followed by "vCPU", and refuses anything else.',
  awsMessage: "Invalid 'cpu' setting for task.",
  source: taskSizeTable,
  good: [
    inTask('"cpu":"256"'),
    inTask('"cpu":".25 vCPU"'),
    inTask('"cpu":" 1VCPU "'),
    inTask('"cpu":"${CPU}"'),
    inTask('"cpu":null'),
  ],
  examples: [
    { bad: inTask('"cpu":«"1 cpu"»'), fixed: inTask('"cpu":"1024"') },
    { bad: inTask('"cpu":«"0,5 vCPU"»'), fixed: inTask('"cpu":"512"') },
    { bad: inTask('"cpu":«"0.25"»'), fixed: inTask('"cpu":"256"') },
    { bad: inTask('"cpu":«"plenty"»') },
    { bad: inTask('"cpu":«""»') },
  ],
  *check(task) {
    const field = task.root?.get('cpu');
    const text = written(field);
    if (!field || text === undefined || parseTaskCpu(text) !== undefined) return;
    yield {
      at: field.value,
      message: `"cpu": "${text}" is no amount ECS reads; it takes cpu units such as "256", or "0.25 vCPU"`,
      fixes: rewrite(field, meantCpu(text)),
    };
  },
});

export const taskMemoryUnparseable = defineRule<CheckRule>({
  id: 'task-memory-unparseable',
  group: 'sizing',
  severity: 'error',
  summary: 'The task\'s "memory" is no amount that ECS reads',
  why: 'ECS reads whole MiB or a number followed by "GB", and refuses other units.',
  awsMessage: "Invalid 'memory' setting for task.",
  source: api('RegisterTaskDefinition'),
  good: [inTask('"memory":"512"'), inTask('"memory":"0.5 GB"'), inTask('"memory":"2gb"'), inTask('"memory":"<MEM>"')],
  examples: [
    { bad: inTask('"memory":«"512MB"»'), fixed: inTask('"memory":"512"') },
    { bad: inTask('"memory":«"1Gi"»'), fixed: inTask('"memory":"1 GB"') },
    { bad: inTask('"memory":«"0.5"»'), fixed: inTask('"memory":"0.5 GB"') },
    { bad: inTask('"memory":«"-1"»') },
  ],
  *check(task) {
    const field = task.root?.get('memory');
    const text = written(field);
    if (!field || text === undefined || parseTaskMemory(text) !== undefined) return;
    yield {
      at: field.value,
      message: `"memory": "${text}" is no amount ECS reads; it takes MiB such as "512", or "0.5 GB"`,
      fixes: rewrite(field, meantMemory(text)),
    };
  },
});

interface Meant {
  readonly text: string;
  /** Whether the writer named a unit, so that there is one way to read it. */
  readonly sure: boolean;
}

const rewrite = (field: Field, meant: Meant | undefined): Fix[] =>
  meant ? [setValue(field.path, meant.text, meant.sure ? { safe: true } : {})] : [];

/** A number, with a comma or point, and the unit behind it. */
const amount = /^(\d+(?:[.,]\d+)?|[.,]\d+)\s*([a-z]*)$/i;

function meantCpu(text: string): Meant | undefined {
  const [, digits, unit = ''] = amount.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(digits.replace(',', '.'));
  const isUnits = /^(m|units?)$/i.test(unit) || (unit === '' && Number.isInteger(value));
  if (!isUnits && !/^(v?cpus?|v?cores?|)$/i.test(unit)) return undefined;
  const units = isUnits ? value : value * 1024;
  return Number.isInteger(units) && units > 0
    ? { text: String(units), sure: /^(v?cpus?|v?cores?|units?)$/i.test(unit) }
    : undefined;
}

function meantMemory(text: string): Meant | undefined {
  const [, digits, unit = ''] = amount.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(digits.replace(',', '.'));
  if (/^mi?b?$/i.test(unit) && Number.isInteger(value)) return { text: String(value), sure: true };
  if (!/^(gi?b?|)$/i.test(unit)) return undefined;
  const meant = `${value} GB`;
  return parseTaskMemory(meant) === undefined || value === 0 ? undefined : { text: meant, sure: unit !== '' };
}
