import type { StopReason } from '../reason';

/** What a container ended with. Codes above 128 are 128 and the number of a signal (POSIX shells; Docker follows). */
export const exitReasons: readonly StopReason[] = [
  {
    when: /OutOfMemory|OOMKilled|killed due to memory usage/i,
    title: 'The container used more memory than it may',
    meaning: 'The kernel killed it at its hard limit: its "memory", or that of the task where it has none.',
    change: 'Raise "memory", or make the program use less; many runtimes must be told their limit (heap size).',
    rules: [
      'container-memory-below-minimum',
      'container-memory-sum-exceeds-task',
      'log-buffer-headroom',
      'tmpfs-exceeds-memory',
    ],
    about: ['memory'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}137(?!\d)/i,
    title: 'Exit code 137: killed (SIGKILL)',
    meaning: 'It ran out of memory, or it did not end within "stopTimeout" after ECS asked it to stop.',
    change: 'Look for OutOfMemoryError beside it; else end on SIGTERM, or raise "stopTimeout".',
    rules: ['container-memory-sum-exceeds-task', 'stop-timeout-range'],
    about: ['memory', 'stopTimeout'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}143(?!\d)/i,
    title: 'Exit code 143: ended on request (SIGTERM)',
    meaning: 'ECS or the engine asked the container to stop, and it did. The cause is whatever stopped the task.',
    change: 'Look at the stop reason of the task: a deployment, scaling, or a failed health check.',
    about: ['healthCheck', 'stopTimeout'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}139(?!\d)/i,
    title: 'Exit code 139: crashed (SIGSEGV)',
    meaning:
      'The program touched memory that is not its own: a fault of it or of a native library, or an image for another processor.',
    change: 'Check the platform of the image, and run the same image locally.',
    about: ['image', 'runtimePlatform'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}134(?!\d)/i,
    title: 'Exit code 134: gave up (SIGABRT)',
    meaning: 'The program ended itself after an error it could not handle, for Node.js and the JVM often a full heap.',
    change: 'Read its log, and compare its heap size with "memory".',
    about: ['memory'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}126(?!\d)/i,
    title: 'Exit code 126: the command cannot be run',
    meaning: 'The file is there, but it is not executable, or the user of the container may not run it.',
    change: 'Make it executable in the image (chmod +x), or check "user".',
    about: ['command', 'entryPoint', 'user'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}127(?!\d)/i,
    title: 'Exit code 127: the command was not found',
    meaning: 'Neither the engine nor the shell found the program in the image.',
    change: 'Check the spelling and the path; give one argument an item.',
    rules: ['command-single-string', 'shell-command-extra-args'],
    about: ['command', 'entryPoint'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}(?:128|125)(?!\d)/i,
    title: 'The container did not get to run',
    meaning: 'The engine ended it with a code of its own before the program started.',
    change: 'Look at the reason of the container: it has the words of the engine.',
    about: ['command', 'mountPoints'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}255(?!\d)/i,
    title: 'Exit code 255: an error without a number of its own',
    meaning: 'The program ended with -1 or an unknown error; on Linux also seen when the host went away.',
    change: 'Read its log.',
    about: ['logConfiguration', 'command'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}(?:1|2)(?!\d)/i,
    title: 'The program ended with an error',
    meaning: 'The code is its own. The last lines of its log say why.',
    change: 'Read its log; check environment, secrets and command.',
    rules: ['log-configuration-missing'],
    about: ['logConfiguration', 'command'],
  },
  {
    when: /exit(?:ed)?\s{0,3}(?:with\s{1,3})?(?:code|status)?\s{0,3}[:=(]?\s{0,3}0(?!\d)/i,
    title: 'The program ended without an error',
    meaning: 'A container ends with its main process. When it is essential, the task ends with it.',
    change: 'Keep the process in the foreground; set "essential": false where it is meant to end.',
    rules: ['no-essential-container'],
    about: ['essential', 'command'],
  },
];
