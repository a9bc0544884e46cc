/**
 * The input of `ecs:RegisterTaskDefinition` (API version 2014-11-13) as plain types.
 *
 * Every member is optional: a file being typed lacks some, and the rules say which are missing.
 * Units are those of the API: task `cpu` in cpu units and `memory` in MiB, both written as strings;
 * container `cpu` in cpu units, `memory` and `memoryReservation` in MiB; all times in seconds.
 * `test/unit/schema/model.test.ts` compares the names here with `schemas/task-definition.schema.json`.
 */
export interface TaskDefinition {
  family?: string;
  taskRoleArn?: string;
  executionRoleArn?: string;
  networkMode?: NetworkMode;
  containerDefinitions?: ContainerDefinition[];
  volumes?: Volume[];
  placementConstraints?: PlacementConstraint[];
  requiresCompatibilities?: LaunchType[];
  cpu?: string;
  memory?: string;
  tags?: Tag[];
  pidMode?: 'host' | 'task';
  ipcMode?: 'host' | 'task' | 'none';
  proxyConfiguration?: ProxyConfiguration;
  inferenceAccelerators?: InferenceAccelerator[];
  ephemeralStorage?: EphemeralStorage;
  runtimePlatform?: RuntimePlatform;
  enableFaultInjection?: boolean;
}

export type NetworkMode = 'awsvpc' | 'bridge' | 'host' | 'none';
export type LaunchType = 'EC2' | 'FARGATE' | 'EXTERNAL' | 'MANAGED_INSTANCES';

export interface ContainerDefinition {
  name?: string;
  image?: string;
  versionConsistency?: 'enabled' | 'disabled';
  repositoryCredentials?: RepositoryCredentials;
  cpu?: number;
  memory?: number;
  memoryReservation?: number;
  essential?: boolean;
  restartPolicy?: ContainerRestartPolicy;
  resourceRequirements?: ResourceRequirement[];
  credentialSpecs?: string[];
  entryPoint?: string[];
  command?: string[];
  workingDirectory?: string;
  user?: string;
  interactive?: boolean;
  pseudoTerminal?: boolean;
  startTimeout?: number;
  stopTimeout?: number;
  dependsOn?: ContainerDependency[];
  healthCheck?: HealthCheck;
  privileged?: boolean;
  readonlyRootFilesystem?: boolean;
  dockerSecurityOptions?: string[];
  dockerLabels?: Record<string, string>;
  ulimits?: Ulimit[];
  systemControls?: SystemControl[];
  portMappings?: PortMapping[];
  links?: string[];
  hostname?: string;
  disableNetworking?: boolean;
  dnsServers?: string[];
  dnsSearchDomains?: string[];
  extraHosts?: HostEntry[];
  environment?: KeyValuePair[];
  environmentFiles?: EnvironmentFile[];
  secrets?: Secret[];
  mountPoints?: MountPoint[];
  volumesFrom?: VolumeFrom[];
  logConfiguration?: LogConfiguration;
  firelensConfiguration?: FirelensConfiguration;
  linuxParameters?: LinuxParameters;
}

export interface RepositoryCredentials {
  credentialsParameter?: string;
}

export interface ContainerRestartPolicy {
  enabled?: boolean;
  ignoredExitCodes?: number[];
  restartAttemptPeriod?: number;
}

export interface ResourceRequirement {
  type?: 'GPU' | 'NeuronDevice' | 'InferenceAccelerator';
  value?: string;
  sharingStrategy?: SharingStrategy;
}

export interface SharingStrategy {
  nvidiaMps?: NvidiaMpsAllocation;
}

export interface NvidiaMpsAllocation {
  memory?: number;
  maxComputePercent?: number;
}

export interface ContainerDependency {
  containerName?: string;
  condition?: ContainerCondition;
}

export type ContainerCondition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

export interface HealthCheck {
  command?: string[];
  interval?: number;
  timeout?: number;
  retries?: number;
  startPeriod?: number;
}

export interface Ulimit {
  name?: string;
  softLimit?: number;
  hardLimit?: number;
}

export interface SystemControl {
  namespace?: string;
  value?: string;
}

export interface PortMapping {
  containerPort?: number;
  hostPort?: number;
  protocol?: 'tcp' | 'udp';
  name?: string;
  appProtocol?: 'http' | 'http2' | 'grpc';
  containerPortRange?: string;
}

export interface HostEntry {
  hostname?: string;
  ipAddress?: string;
}

export interface KeyValuePair {
  name?: string;
  value?: string;
}

export interface EnvironmentFile {
  value?: string;
  type?: 's3';
}

export interface Secret {
  name?: string;
  valueFrom?: string;
}

export interface MountPoint {
  sourceVolume?: string;
  containerPath?: string;
  readOnly?: boolean;
}

export interface VolumeFrom {
  sourceContainer?: string;
  readOnly?: boolean;
}

export interface LogConfiguration {
  logDriver?: string;
  options?: Record<string, string>;
  secretOptions?: Secret[];
}

export interface FirelensConfiguration {
  type?: 'fluentd' | 'fluentbit';
  options?: Record<string, string>;
}

export interface LinuxParameters {
  capabilities?: KernelCapabilities;
  devices?: Device[];
  initProcessEnabled?: boolean;
  sharedMemorySize?: number;
  tmpfs?: Tmpfs[];
  maxSwap?: number;
  swappiness?: number;
}

export interface KernelCapabilities {
  add?: string[];
  drop?: string[];
}

export interface Device {
  hostPath?: string;
  containerPath?: string;
  permissions?: ('read' | 'write' | 'mknod')[];
}

export interface Tmpfs {
  containerPath?: string;
  size?: number;
  mountOptions?: string[];
}

export interface Volume {
  name?: string;
  host?: HostVolumeProperties;
  dockerVolumeConfiguration?: DockerVolumeConfiguration;
  efsVolumeConfiguration?: EFSVolumeConfiguration;
  s3filesVolumeConfiguration?: S3FilesVolumeConfiguration;
  fsxWindowsFileServerVolumeConfiguration?: FSxWindowsFileServerVolumeConfiguration;
  configuredAtLaunch?: boolean;
}

export interface HostVolumeProperties {
  sourcePath?: string;
}

export interface DockerVolumeConfiguration {
  scope?: 'task' | 'shared';
  autoprovision?: boolean;
  driver?: string;
  driverOpts?: Record<string, string>;
  labels?: Record<string, string>;
}

export interface EFSVolumeConfiguration {
  fileSystemId?: string;
  rootDirectory?: string;
  transitEncryption?: 'ENABLED' | 'DISABLED';
  transitEncryptionPort?: number;
  authorizationConfig?: EFSAuthorizationConfig;
}

export interface EFSAuthorizationConfig {
  accessPointId?: string;
  iam?: 'ENABLED' | 'DISABLED';
}

export interface S3FilesVolumeConfiguration {
  fileSystemArn?: string;
  rootDirectory?: string;
  transitEncryptionPort?: number;
  accessPointArn?: string;
}

export interface FSxWindowsFileServerVolumeConfiguration {
  fileSystemId?: string;
  rootDirectory?: string;
  authorizationConfig?: FSxWindowsFileServerAuthorizationConfig;
}

export interface FSxWindowsFileServerAuthorizationConfig {
  credentialsParameter?: string;
  domain?: string;
}

export interface PlacementConstraint {
  type?: 'memberOf';
  expression?: string;
}

export interface Tag {
  key?: string;
  value?: string;
}

export interface ProxyConfiguration {
  type?: 'APPMESH';
  containerName?: string;
  properties?: KeyValuePair[];
}

export interface InferenceAccelerator {
  deviceName?: string;
  deviceType?: string;
}

export interface EphemeralStorage {
  sizeInGiB?: number;
}

export interface RuntimePlatform {
  cpuArchitecture?: 'X86_64' | 'ARM64';
  operatingSystemFamily?: string;
}
