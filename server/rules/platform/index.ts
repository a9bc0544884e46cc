import { type Rule, about } from '../define';
import { compatMissing, compatStrictestWins } from './compatibility';
import { ephemeralStorageNotFargate, ephemeralStorageRange, ephemeralStorageWindows } from './ephemeralStorage';
import { externalNetworkMode, externalUnsupportedParameter } from './external';
import {
  fargateCapabilityAdd,
  fargateDevices,
  fargateDockerSecurityOptions,
  fargatePrivileged,
  fargateSharedMemorySize,
  fargateSwap,
} from './fargateContainer';
import { fargateNetworkMode } from './fargateNetworkMode';
import { fargateIpcMode, fargatePidModeHost, fargatePlacementConstraints } from './fargateTask';
import { fargateDockerVolume, fargateHostSourcePath, fsxUnsupportedLaunchType } from './fargateVolumes';
import { faultInjectionEnabled, faultInjectionUnsupported } from './faultInjection';
import {
  managedInstancesDockerLabels,
  managedInstancesNetworkMode,
  managedInstancesOs,
  managedInstancesUnsupportedParameter,
} from './managedInstances';
import { ipcModeHost, pidModeHost } from './namespaces';
import {
  fargateOsUnsupported,
  fargateRuntimePlatformMissing,
  runtimePlatformArmWindows,
  runtimePlatformRetiredOs,
} from './runtimePlatform';
import { windowsNetworkMode, windowsTaskRoleSetup, windowsUnsupportedParameter } from './windows';

/** What a launch type or an operating system can and cannot do: in the order of the catalogue. */
export const platformRules: readonly Rule[] = [
  fargateNetworkMode,
  ...about('privileged', fargatePrivileged),
  ...about('dockerSecurityOptions', fargateDockerSecurityOptions),
  ...about('linuxParameters', fargateDevices, fargateSharedMemorySize, fargateSwap, fargateCapabilityAdd),
  ...about('pidMode', fargatePidModeHost),
  ...about('ipcMode', fargateIpcMode),
  ...about('volumes', fargateHostSourcePath, fargateDockerVolume, fsxUnsupportedLaunchType),
  ...about('placementConstraints', fargatePlacementConstraints),
  ...about('runtimePlatform', fargateOsUnsupported),
  fargateRuntimePlatformMissing,
  ...about('runtimePlatform', runtimePlatformArmWindows, runtimePlatformRetiredOs),
  ...about('ephemeralStorage', ephemeralStorageRange, ephemeralStorageNotFargate, ephemeralStorageWindows),
  compatMissing,
  compatStrictestWins,
  managedInstancesNetworkMode,
  managedInstancesOs,
  managedInstancesUnsupportedParameter,
  ...about('dockerLabels', managedInstancesDockerLabels),
  externalNetworkMode,
  externalUnsupportedParameter,
  ...about('runtimePlatform', windowsNetworkMode, windowsUnsupportedParameter, windowsTaskRoleSetup),
  ...about('enableFaultInjection', faultInjectionUnsupported, faultInjectionEnabled),
  ...about('pidMode', pidModeHost),
  ...about('ipcMode', ipcModeHost),
];
