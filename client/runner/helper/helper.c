/*
 * The helper: the one program in the image that the runner brings along. Its first argument chooses what it does.
 * Built by `npm run helper`; static, so it needs nothing else in its image, no user and no capability.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct command {
  const char *name;
  int (*run)(int argc, char **argv);
};

static void say(const char *text) {
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

/*
 * Holds the task's network namespace until it is told to go. As process 1 it also inherits orphans when the process
 * namespace is shared, so it collects them. Exits 0 on SIGINT and SIGTERM.
 */
static int pause_until_told(int argc, char **argv) {
  (void)argc, (void)argv;
  sigset_t waited;
  sigemptyset(&waited);
  sigaddset(&waited, SIGINT);
  sigaddset(&waited, SIGTERM);
  sigaddset(&waited, SIGCHLD);
  if (sigprocmask(SIG_BLOCK, &waited, NULL) != 0) return 1;
  for (;;) {
    int signal = 0;
    if (sigwait(&waited, &signal) != 0) return 1;
    if (signal != SIGCHLD) return 0;
    while (waitpid(-1, NULL, WNOHANG) > 0) continue;
  }
}

static const struct command commands[] = {
    {"pause", pause_until_told},
};

int main(int argc, char **argv) {
  if (argc > 1)
    for (size_t index = 0; index < sizeof commands / sizeof *commands; index++)
      if (strcmp(argv[1], commands[index].name) == 0) return commands[index].run(argc - 1, argv + 1);
  say("usage: helper pause\n");
  return 64;
}
