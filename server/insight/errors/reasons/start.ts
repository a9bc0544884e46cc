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
    when: /executable file not found|no such file or directory.{0,80}exec|exec: .{0,200}no such file/i,
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
    when: /mount path must be absolute|duplicate mount point|destination can't be|invalid mount/i,
    title: 'A mount is not possible',
    meaning: 'The path in the container is not absolute, is /, or is mounted twice.',
    change: 'Correct "containerPath".',
    rules: ['mount-container-path-relative', 'mount-duplicate-container-path', 'mount-root-path'],
    about: ['mountPoints'],
  },
  {
    when: /unable to find user|no matching entries in passwd|unable to find group/i,
    title: 'The image has no such user',
    meaning: 'Names in "user" are looked up inside the image.',
    change: 'Name a user of the image, or a number.',
    rules: ['user-format'],
    about: ['user'],
  },
  {
    when: /error (?:gathering|adding) device|no such device|could not select device driver/i,
    title: 'The instance has no such device',
    meaning: 'A device or GPU that the container asks for is not on the instance where the task was placed.',
    change: 'Place the task on instances that have it, or remove it.',
    rules: ['device-host-path-missing', 'gpu-value-invalid'],
    about: ['devices', 'resourceRequirements'],
  },
  {
    when: /DockerTimeoutError|ContainerRuntimeTimeoutError|Could not transition to (?:created|started|stopped)/i,
    title: 'The container runtime did not answer in time',
    meaning: 'Mostly the disk or the cpu of the instance is exhausted.',
    change: 'Look at the load of the instance, then try again.',
    about: ['cpu', 'memory'],
  },
  {
    when: /Cannot(?:Create|Start)ContainerError|HostConfigError|DockerStateError/i,
    title: 'The container could not be started',
    meaning: 'The engine refused it. The rest of the message is the words of the engine.',
    change: 'Read the rest of the message, and check command, mounts, ports and devices of the container.',
    rules: ['command-single-string', 'mount-container-path-relative', 'working-directory-relative'],
    about: ['command', 'mountPoints'],
  },
];
