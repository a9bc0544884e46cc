import { type CheckRule, type Fix, defineRule } from '../define';
import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { printVcpu } from '../../model/units';
import { inTask } from '../example';
import { setValue } from '../fixes';
import { isOnly, onEc2OrExternal } from '../scope';
import { api, managedInstancesGuide } from '../sources';
import { cpuSum } from './sizes';

/** Task cpu outside Fargate: optional, but not without bounds. */

const smallest = 128;
const largest = 196_608;
const largestManaged = 10_240;

export const ec2TaskCpuRange = defineRule<CheckRule>({
  id: 'ec2-task-cpu-range',
  group: 'sizing',
  severity: 'error',
  summary: 'The task\'s "cpu" is outside of what ECS takes on EC2',
  why: 'On EC2 and External instances a task may ask for 128 to 196608 cpu units (0.125 to 192 vCPU), or leave "cpu" out.',
  awsMessage: "Invalid 'cpu' setting for task.",
  source: api('RegisterTaskDefinition'),
  good: [
    inTask('"cpu":"128"'),
    inTask('"cpu":"192 vCPU"'),
    inTask('"requiresCompatibilities":["${TYPE}"],"cpu":"1"'),
    inTask('"requiresCompatibilities":["MANAGED_INSTANCES"],"cpu":"1"'),
  ],
  examples: [
    { bad: inTask('"cpu":«"1"»'), fixed: inTask('"cpu":"1024"') },
    { bad: inTask('"cpu":«"200 vCPU"»'), fixed: inTask('"cpu":"196608"') },
  ],
  *check(task) {
    const field = task.root?.get('cpu');
    const { cpu } = task;
    if (!field || cpu === undefined || !onEc2OrExternal(task) || (cpu >= smallest && cpu <= largest)) return;
    yield {
      at: field.value,
      message: `The task asks for ${cpu} cpu units; ECS takes ${smallest} to ${largest} (0.125 to 192 vCPU)`,
      fixes: intoRange(task, field, cpu),
    };
  },
});

function intoRange(task: TaskView, field: Field, cpu: number): Fix[] {
  const sum = cpuSum(task);
  if (cpu > largest) return sum > largest ? [] : [setValue(field.path, String(largest))];
  const inUnits = cpu * 1024;
  const asVcpu =
    inUnits >= Math.max(smallest, sum) && inUnits <= largest
      ? [setValue(field.path, String(inUnits), titled(inUnits))]
      : [];
  return sum > smallest ? asVcpu : [...asVcpu, setValue(field.path, String(smallest))];
}

const titled = (units: number): { title: string } => ({ title: `Change to "${units}" (${printVcpu(units)})` });

export const managedInstancesCpuRange = defineRule<CheckRule>({
  id: 'managed-instances-cpu-range',
  group: 'sizing',
  severity: 'warning',
  summary: 'The task\'s "cpu" is outside of what Managed Instances take',
  why: 'The guide for Managed Instances names 128 to 10240 cpu units (0.125 to 10 vCPU) as the range.',
  source: managedInstancesGuide,
  good: [inTask('"requiresCompatibilities":["MANAGED_INSTANCES"],"cpu":"10 vCPU"'), inTask('"cpu":"20480"')],
  examples: [{ bad: inTask('"requiresCompatibilities":["MANAGED_INSTANCES"],"cpu":«"20480"»') }],
  *check(task) {
    const field = task.root?.get('cpu');
    const { cpu } = task;
    if (!field || cpu === undefined || !isOnly(task, 'MANAGED_INSTANCES')) return;
    if (cpu >= smallest && cpu <= largestManaged) return;
    yield {
      at: field.value,
      message: `The task asks for ${cpu} cpu units; Managed Instances take ${smallest} to ${largestManaged}`,
    };
  },
});
