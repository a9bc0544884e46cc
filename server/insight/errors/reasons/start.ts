import type { StopReason } from '../reason';

/** The engine could not create or start a container. */
export const startReasons: readonly StopReason[] = [
  {
    when: /exec format error/i,
    title: 'The program is made for another processor',
    meaning:
      'An image for ARM was started on X86_64 or the reverse; a script without a first line such as #!/bin/sh does the same.',
    change: 'Set "cpuArchitecture" to what the image is built for, or build it for the other.',
    rules: ['fargate-runtime-platform-missing', 'image-windows-mismatch'],
    about: ['runtimePlatform', 'image'],
  },
  {
    when: /executable file not found|no such file or directory.{0,80}\bexec\b|exec: .{0,200}no such file|exec \/\S{1,200}: no such file/i,
    title: 'The command does not exist in the image',
    meaning:
      'The first word of "entryPoint" and "command" is looked up as a program; a whole line in one item is taken for its name.',
    change: 'Give one argument an item, or let a shell read the line: ["sh", "-c", "…"].',
    rules: ['command-single-string', 'shell-command-extra-args'],
    about: ['command', 'entryPoint'],
  },
  {
    when: /exec: .{0,200}permission denied/i,
    title: 'The image does not let the program be run',
    meaning: 'The file of the command is there, but it is not marked as executable, or "user" may not run it.',
    change: 'Mark it in the image (chmod +x), or let a shell read it: ["sh", "/path/to/it"].',
    about: ['command', 'entryPoint', 'user'],
  },
  {
    when: /port is already allocated|address already in use|already using a port required by your task/i,
    title: 'The port of the host is taken',
    meaning: 'Another task or process of the instance has it, often the previous version of the same service.',
    change: 'Leave out "hostPort" (or set 0) for one that is free, or use network mode awsvpc.',
    rules: ['host-port-duplicate', 'host-port-reserved', 'host-port-static'],
    about: ['hostPort', 'portMappings'],
  },
  {
    when: /mount path must be absolute|duplicate mount point|destination can't be|invalid (?:mount|mode|volume specification)/i,
    title: 'A mount is not possible',
    meaning:
      'The path in the container is not absolute, is /, has a colon (as a drive of Windows), or is mounted twice.',
    change: 'Correct "containerPath".',
    rules: ['mount-container-path-relative', 'mount-duplicate-container-path', 'mount-root-path'],
    about: ['mountPoints'],
  },
  {
    when: /(?:mounting|rootfs).{0,600}(?:not a directory|read-only file system)/i,
    title: 'The volume does not fit to its place in the image',
    meaning:
      'A folder cannot lie over a file, nor a file over a folder, and no folder can be made below a read-only mount.',
    change: 'Compare "containerPath" with what the image has there, and with the other mounts around it.',
    rules: ['mount-duplicate-container-path'],
    about: ['containerPath', 'mountPoints'],
  },
  {
    when: /Unable to resolve volume mounts/i,
    title: 'The agent has no folder for a volume',
    meaning:
      'It makes one on the instance for a volume without a place of its own. That failed, mostly for want of room.',
    change: 'Free or enlarge the disk of the instance, then try again.',
    about: ['volumes'],
  },
  {
    when: /(?:open|write) \/proc\/sys\/|write sysctl key/i,
    title: 'The kernel does not let a container set this parameter',
    meaning: 'It is not there in the network or IPC namespace of a container, though others of the same beginning are.',
    change: 'Take it out of "systemControls", or set it on the instance.',
    rules: ['system-control-namespace'],
    about: ['namespace', 'systemControls'],
  },
  {
    when: /setting rlimit|setrlimit\(/i,
    title: 'A limit of the process may not be raised so far',
    meaning: 'More is asked for than the hard limit of the container or of the engine allows.',
    change: 'Raise it in "ulimits" of the container; on Fargate "nofile" is the one that is passed on.',
    rules: ['ulimit-soft-exceeds-hard', 'fargate-ulimit-other'],
    about: ['ulimits', 'name'],
  },
  {
    when: /Windows does not support MemoryReservation/i,
    title: 'Windows has no soft memory limit',
    meaning: 'Docker on Windows refuses containers that ask for one.',
    change: 'Set "memory" instead of "memoryReservation".',
    about: ['memoryReservation'],
  },
  {
    when: /no space left on device/i,
    title: 'The disk is full',
    meaning:
      'What containers write counts on the storage of the task on Fargate, on the disk of the instance elsewhere.',
    change: 'Write less or to a volume; on Fargate set "ephemeralStorage".',
    about: ['ephemeralStorage', 'mountPoints'],
  },
  {
    when: /unable to find user|no matching entries in passwd|unable to find group|etc\/passwd: no such file/i,
    title: 'The image has no such user',
    meaning: 'Names in "user" are looked up inside the image.',
    change: 'Name a user of the image, or a number.',
    rules: ['user-format'],
    about: ['user'],
  },
  {
    when: /Range of CPUs is from/i,
    title: 'The machine has fewer processors than the container may use',
    meaning: 'Docker takes no limit beyond what it has. The limit is the "cpu" of the task, 1024 units a processor.',
    change: 'Lower "cpu" of the task, or run it on a machine with more; Docker Desktop has a setting for it.',
    about: ['cpu'],
  },
  {
    when: /failed to normalize image reference/i,
    title: 'The image name is not one Docker can read',
    meaning: 'Before anything was fetched, its name was refused: capitals, blanks or a scheme such as https:// in it.',
    change: 'Write [registry/]repository[:tag] in lower case.',
    rules: ['image-reference-malformed', 'image-uppercase-repository', 'image-invalid-characters', 'image-tag-invalid'],
    about: ['image'],
  },
  {
    when: /error (?:gathering|adding) device|no such device|could not select device driver|nvidia-container-cli/i,
    title: 'The instance has no such device',
    meaning: 'A device or GPU that the container asks for is not on the instance where the task was placed.',
    change: 'Place the task on instances that have it, or remove it.',
    rules: ['device-host-path-missing', 'gpu-value-invalid'],
    about: ['devices', 'resourceRequirements'],
  },
  {
    when: /DockerTimeoutError|ContainerRuntimeTimeoutError|Could not transition to \w|Cannot(?:Inspect|Stop)ContainerError/i,
    title: 'The container runtime did not answer in time',
    meaning: 'Mostly the disk or the cpu of the instance is exhausted.',
    change: 'Look at the load of the instance, then try again.',
    about: ['cpu', 'memory'],
  },
  {
    when: /Cannot(?:Create|Start)ContainerError|HostConfigError|DockerStateError/i,
    isGeneral: true,
    title: 'The container could not be started',
    meaning: 'The engine refused it. The rest of the message is the words of the engine.',
    change: 'Read the rest of the message, and check command, mounts, ports and devices of the container.',
    rules: ['command-single-string', 'mount-container-path-relative', 'working-directory-relative'],
    about: ['command', 'mountPoints'],
  },
];
