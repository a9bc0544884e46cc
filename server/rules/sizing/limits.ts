import type { ContainerField, TaskView } from '../../document/view';
import { type ShapeRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { removeMember, setValue } from '../fixes';
import { rangeRule } from '../limits';
import { offFargate } from '../scope';
import { api } from '../sources';

const mps = (members: string): string =>
  inContainer(`"resourceRequirements":[{"type":"GPU","sharingStrategy":{"nvidiaMps":{${members}}}}]`);

export const containerMemoryNotPositive = defineRule<ShapeRule>({
  id: 'container-memory-not-positive',
  group: 'sizing',
  severity: 'error',
  summary: 'A memory limit is more than zero',
  why: 'ECS refuses less than zero. Zero counts as not given, and may not be what was meant.',
  source: api('ContainerDefinition'),
  good: [inContainer('"memoryReservation":1'), inContainer('"memoryReservation":"${MEMORY}"')],
  examples: [
    { bad: inContainer('"memoryReservation":«-1»'), fixed: inContainer('') },
    { bad: inContainer('"memoryReservation":«0»'), fixed: inContainer('') },
    {
      bad: withContainers('{"name":"web","image":"nginx:1.27","memory":«-1»}'),
      fixed: withContainers('{"name":"web","image":"nginx:1.27","memory":512}'),
    },
  ],
  describe({ field }, { task }) {
    const isZero = field.int === 0;
    const container = task?.containers.find((each) => each.node === field.property?.parent);
    const isNeeded = task && container && !isZero && needsLimit(task, container, field.name!);
    return {
      at: field.value,
      severity: isZero ? 'warning' : 'error',
      message: isZero
        ? `"${field.name!}" of 0 counts as not given`
        : `"${field.name!}" cannot be negative; it is a number of MiB`,
      fixes: [isNeeded ? setValue(field.path, 512) : removeMember(field)],
    };
  },
});

/** Whether the container would be left without a limit, in a task without one. */
const needsLimit = (task: TaskView, container: ContainerField, name: string): boolean =>
  offFargate(task) && !task.root?.get('memory') && !container.get(name === 'memory' ? 'memoryReservation' : 'memory');

export const containerCpuNegative = rangeRule({
  id: 'container-cpu-negative',
  group: 'sizing',
  summary: 'The cpu units of a container cannot be negative',
  why: 'They are a share: 0 asks for the smallest one.',
  source: api('ContainerDefinition'),
  frame: (value) => inContainer(`"cpu":${value}`),
  good: [0, 256],
  bad: [[-1, 0]],
});

export const gpuMpsMemoryRange = rangeRule({
  id: 'gpu-mps-memory-range',
  group: 'sizing',
  summary: 'A share of a GPU has at least 1 MiB of its memory',
  why: 'Without memory the container could not use the GPU.',
  source: api('NvidiaMpsAllocation'),
  frame: (value) => mps(`"memory":${value}`),
  good: [1, 4096],
  bad: [[0]],
});

export const gpuMpsComputePercent = rangeRule({
  id: 'gpu-mps-compute-percent',
  group: 'sizing',
  summary: 'A share of a GPU has 1 to 100 percent of its threads',
  why: 'It is a percentage of the one GPU that is shared.',
  source: api('NvidiaMpsAllocation'),
  frame: (value) => mps(`"memory":1024,"maxComputePercent":${value}`),
  good: [1, 100],
  bad: [
    [101, 100],
    [0, 1],
  ],
});
