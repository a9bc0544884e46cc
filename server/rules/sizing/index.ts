import { type Rule, about } from '../define';
import { inferenceAcceleratorRemoved, neuronDevice } from './accelerators';
import {
  efsSupervisorMemoryHeadroom,
  fargateContainerLimitsMissing,
  taskSizeUnitStyle,
  windowsTaskSizeIgnored,
} from './advice';
import { containerCpuOutOfShareRange, containerCpuSumExceedsTask, windowsContainerCpuUnset } from './containerCpu';
import {
  containerMemoryExceedsTask,
  containerMemoryReservationExceedsTask,
  memoryReservationEqualsMemory,
  memoryReservationExceedsMemory,
} from './containerMemoryLimits';
import {
  containerMemoryBelowMinimum,
  containerMemoryLooksLikeBytes,
  windowsContainerMemoryFloor,
} from './containerMemoryOdd';
import { containerMemoryLimitMissing, containerMemoryRequired } from './containerMemoryRequired';
import { containerMemoryReservationSumExceedsTask, containerMemorySumExceedsTask } from './containerMemorySums';
import { fargateCpuMemoryCombination } from './fargateCpuMemoryCombination';
import {
  fargateCpuNewSize,
  fargateCpuValue,
  fargateWindowsCpuTooLarge,
  fargateWindowsCpuTooSmall,
} from './fargateCpuValue';
import { fargateCpuMissing, fargateMemoryMissing } from './fargateSizeMissing';
import { gpuAllShared, gpuOnFargate, gpuValueInvalid, gpuWindows, resourceRequirementDuplicate } from './gpu';
import { gpuSharingMixed, gpuSharingUnsupported, gpuSharingWrongType, gpuValueAndSharing } from './gpuSharing';
import { containerCpuNegative, containerMemoryNotPositive, gpuMpsComputePercent, gpuMpsMemoryRange } from './limits';
import { ec2TaskCpuRange, managedInstancesCpuRange } from './taskCpuRange';
import { taskCpuUnparseable, taskMemoryUnparseable } from './taskSizeUnparseable';

/** Task sizes, container limits, GPUs: in the order of the catalogue. */
export const sizingRules: readonly Rule[] = [
  fargateCpuMissing,
  fargateMemoryMissing,
  taskCpuUnparseable,
  taskMemoryUnparseable,
  fargateCpuValue,
  fargateCpuMemoryCombination,
  ...about('runtimePlatform', fargateWindowsCpuTooSmall, fargateWindowsCpuTooLarge),
  fargateCpuNewSize,
  ec2TaskCpuRange,
  managedInstancesCpuRange,
  containerMemoryRequired,
  containerMemoryExceedsTask,
  containerMemoryReservationExceedsTask,
  containerMemorySumExceedsTask,
  containerMemoryReservationSumExceedsTask,
  ...about('memoryReservation', memoryReservationExceedsMemory, memoryReservationEqualsMemory),
  containerMemoryBelowMinimum,
  containerMemoryNotPositive,
  containerMemoryLooksLikeBytes,
  ...about('runtimePlatform', windowsContainerMemoryFloor),
  containerCpuSumExceedsTask,
  containerCpuNegative,
  containerCpuOutOfShareRange,
  ...about('runtimePlatform', windowsContainerCpuUnset, windowsTaskSizeIgnored),
  ...about('memoryReservation', containerMemoryLimitMissing),
  fargateContainerLimitsMissing,
  efsSupervisorMemoryHeadroom,
  taskSizeUnitStyle,
  ...about(
    'resourceRequirements',
    gpuOnFargate,
    gpuValueInvalid,
    gpuValueAndSharing,
    gpuSharingMixed,
    gpuSharingUnsupported,
    gpuSharingWrongType,
  ),
  gpuMpsMemoryRange,
  gpuMpsComputePercent,
  ...about('resourceRequirements', gpuWindows, gpuAllShared, neuronDevice, resourceRequirementDuplicate),
  inferenceAcceleratorRemoved,
];
