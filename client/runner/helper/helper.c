/*
 * The helper: the one program in the image that the runner brings along. Its first argument chooses what it does.
 * Built by `npm run helper`; static, so it needs nothing else in its image, no user and no capability.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct command {
  const char *name;
  int (*run)(int argc, char **argv);
};

static void say(const char *text) {
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

/* --- pause ------------------------------------------------------------------------------------------------------ */

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

/* --- sockets ---------------------------------------------------------------------------------------------------- */

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool write_all(int fd, const void *data, size_t size) {
  for (const char *rest = data; size > 0;) {
    ssize_t written = write(fd, rest, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    rest += written, size -= (size_t)written;
  }
  return true;
}

/* A socket that listens at an IPv4 address, or -1. */
static int listen_at(const char *address, const char *port) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
  if (inet_pton(AF_INET, address, &place.sin_addr) != 1) return -1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  /* An engine that ignores link-local addresses still has to be talked with to find that out. */
  setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&place, sizeof place) == 0 && listen(fd, 128) == 0) return fd;
  return -1;
}

/* The IPv4 address of a name in /etc/hosts, where the engine writes those it knows; all that a name is needed for. */
static bool look_up(const char *name, struct in_addr *address) {
  static char hosts[8192];
  int fd = open("/etc/hosts", O_RDONLY | O_CLOEXEC);
  ssize_t size = fd < 0 ? -1 : read(fd, hosts, sizeof hosts - 1);
  close(fd);
  if (size < 0) return false;
  char *lines = NULL, *words = NULL;
  for (char *line = strtok_r(hosts, "\n", &lines); line; line = strtok_r(NULL, "\n", &lines)) {
    char *first = strtok_r(line, " \t", &words);
    for (char *word = first; word; word = strtok_r(NULL, " \t", &words))
      if (word != first && strcmp(word, name) == 0 && inet_pton(AF_INET, first, address) == 1) return true;
  }
  return false;
}

/* A socket connected to a host, or -1; neither connecting nor a later call takes longer than two seconds. */
static int connect_to(const char *host, const char *port) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
  if (inet_pton(AF_INET, host, &place.sin_addr) != 1 && !look_up(host, &place.sin_addr)) return -1;
  struct timeval limit = {.tv_sec = 2};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (connect(fd, (struct sockaddr *)&place, sizeof place) == 0) return fd;
  close(fd);
  return -1;
}

/* --- probe ------------------------------------------------------------------------------------------------------ */

/*
 * `probe HOST PORT`: exits 0 if the runner answers behind that address, 2 if nothing does, 3 if nobody stands behind.
 */
static int probe(int argc, char **argv) {
  static const char request[] = "GET /ping HTTP/1.0\r\n\r\n";
  struct timespec pause = {.tv_nsec = 200000000};
  if (argc < 3) return 64;
  int fd = -1;
  for (int64_t end = now() + 4000; fd < 0 && now() < end; nanosleep(&pause, NULL)) fd = connect_to(argv[1], argv[2]);
  if (fd < 0) return 2;
  struct timeval limit = {.tv_sec = 8};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  char answer[12];
  size_t size = 0;
  if (!write_all(fd, request, sizeof request - 1)) return 3;
  while (size < sizeof answer) {
    ssize_t more = read(fd, answer + size, sizeof answer - size);
    if (more <= 0) return 3;
    size += (size_t)more;
  }
  return memcmp(answer + 8, " 200", 4) == 0 ? 0 : 3;
}

/* --- relay ------------------------------------------------------------------------------------------------------ */

/* Both ways until both sides have ended. */
static void exchange(int one, int other) {
  static char buffer[16384];
  struct pollfd ends[2] = {{.fd = one, .events = POLLIN}, {.fd = other, .events = POLLIN}};
  int from[2] = {one, other}, to[2] = {other, one};
  while ((ends[0].fd >= 0 || ends[1].fd >= 0) && poll(ends, 2, -1) > 0)
    for (int side = 0; side < 2; side++) {
      if (ends[side].fd < 0 || ends[side].revents == 0) continue;
      ssize_t size = read(from[side], buffer, sizeof buffer);
      if (size < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (size > 0 && write_all(to[side], buffer, (size_t)size)) continue;
      shutdown(to[side], SHUT_WR);
      ends[side].fd = -1;
    }
}

/*
 * `relay ADDRESS PORT HOST PORT [TOKEN]`: passes each connection on to another port. One of the runner's own, for an
 * engine whose standard streams cannot be used, lets it in for the token.
 */
static int relay(int argc, char **argv) {
  static const struct timeval unlimited;
  if (argc < 5) return 64;
  int server = listen_at(argv[1], argv[2]);
  if (server < 0) return 69;
  signal(SIGCHLD, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    struct pollfd waited = {.fd = server, .events = POLLIN};
    poll(&waited, 1, -1);
    int client = accept4(server, NULL, NULL, SOCK_CLOEXEC);
    if (client >= 0 && fork() == 0) {
      int other = connect_to(argv[3], argv[4]);
      if (other < 0) _exit(1);
      if (argc > 5 && (!write_all(other, argv[5], strlen(argv[5])) || !write_all(other, "\n", 1))) _exit(1);
      setsockopt(other, SOL_SOCKET, SO_SNDTIMEO, &unlimited, sizeof unlimited);
      exchange(client, other);
      _exit(0);
    }
    if (client >= 0) close(client);
  }
}

/* --- link ------------------------------------------------------------------------------------------------------- */

/*
 * A tunnel through the standard streams: connections that arrive here are streams of the runner's HTTP server, which
 * listens nowhere. A frame is: type, one byte; stream and size, four bytes each, highest first; that many bytes.
 */
enum { HELLO = 1, OPEN, DATA, END, RESET, WINDOW, PING, PONG, BYE };

enum {
  HEAD = 9,
  PAYLOAD = 16384,
  /* What may be under way in one direction of a stream before the receiver has said that there is room again. */
  ROOM = 65536,
  SLOTS = 64,
  /* Milliseconds: a connection waits for a session; a session may be silent; half a frame waits for the rest. */
  HELD = 5000,
  SILENT = 12000,
  STALLED = 2000,
  LINGER = 2000,
};

struct connection {
  int fd; /* -1: the slot is free. */
  uint32_t stream; /* 0: no session knows of it yet. */
  uint32_t credit;
  int64_t deadline; /* 0: none. */
  bool answered, read_all, ending, lingering;
  size_t first, size;
  unsigned char out[ROOM];
};

static struct connection slots[SLOTS];
static uint32_t streams;
static bool attached;
static int64_t heard;

static uint32_t number(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void put(unsigned char *bytes, uint32_t value) {
  for (int index = 0; index < 4; index++) bytes[index] = (unsigned char)(value >> (24 - 8 * index));
}

static void tell(unsigned char type, uint32_t stream, const void *data, uint32_t size) {
  static unsigned char frame[HEAD + PAYLOAD];
  if (!attached) return;
  frame[0] = type;
  put(frame + 1, stream);
  put(frame + 5, size);
  if (size > 0) memcpy(frame + HEAD, data, size);
  write_all(STDOUT_FILENO, frame, HEAD + size);
}

static void drop(struct connection *one) {
  close(one->fd);
  one->fd = -1;
}

/* The other side learns at once that the connection has failed. */
static void reset(struct connection *one) {
  struct linger at_once = {.l_onoff = 1, .l_linger = 0};
  setsockopt(one->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  drop(one);
}

/* Nothing more is written; what still arrives is read, or closing would destroy the answer on its way. */
static void linger(struct connection *one) {
  shutdown(one->fd, SHUT_WR);
  one->lingering = true;
  one->deadline = now() + LINGER;
}

/* Nobody answers: say so, as long as nothing else has been said. */
static void refuse(struct connection *one) {
  static const char answer[] =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 59\r\n"
      "Connection: close\r\n\r\n\"Nobody drives this task at the moment: try again shortly.\"";
  if (one->answered || send(one->fd, answer, sizeof answer - 1, MSG_DONTWAIT) < 0) return reset(one);
  one->size = 0;
  linger(one);
}

static void announce(struct connection *one) {
  one->stream = ++streams;
  one->credit = ROOM;
  one->deadline = 0;
  tell(OPEN, one->stream, NULL, 0);
}

static void take(int server) {
  int fd = accept4(server, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  struct connection *one = slots;
  while (one->fd >= 0) one++;
  memset(one, 0, offsetof(struct connection, out));
  one->fd = fd;
  one->deadline = now() + HELD;
  if (attached) announce(one);
}

static bool has_room(void) {
  for (int index = 0; index < SLOTS; index++)
    if (slots[index].fd < 0) return true;
  return false;
}

/* Every stream ends with the session it belongs to. Whoever else is listening may begin another one. */
static void detach(void) {
  tell(BYE, 0, NULL, 0);
  attached = false;
  for (int index = 0; index < SLOTS; index++)
    if (slots[index].fd >= 0 && slots[index].stream != 0 && !slots[index].lingering) refuse(&slots[index]);
}

static void attach(const unsigned char *session, uint32_t size) {
  attached = false;
  detach();
  attached = true;
  tell(HELLO, 0, session, size);
  for (int index = 0; index < SLOTS; index++)
    if (slots[index].fd >= 0 && slots[index].stream == 0 && !slots[index].lingering) announce(&slots[index]);
}

static void flush(struct connection *one) {
  uint32_t sent = 0;
  while (one->size > 0) {
    size_t row = one->first + one->size > ROOM ? ROOM - one->first : one->size;
    ssize_t size = send(one->fd, one->out + one->first, row, MSG_DONTWAIT);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) break;
    if (size < 0) {
      tell(RESET, one->stream, NULL, 0);
      return drop(one);
    }
    one->answered = true;
    one->first = (one->first + (size_t)size) % ROOM;
    one->size -= (size_t)size;
    sent += (uint32_t)size;
  }
  unsigned char room[4];
  put(room, sent);
  if (sent > 0) tell(WINDOW, one->stream, room, sizeof room);
  if (one->size > 0 || !one->ending) return;
  if (one->read_all) return drop(one);
  if (!one->lingering) linger(one);
}

static void store(struct connection *one, const unsigned char *data, size_t size) {
  if (one->size + size > ROOM) return reset(one);
  for (size_t index = 0; index < size; index++) one->out[(one->first + one->size++) % ROOM] = data[index];
  flush(one);
}

static void receive(struct connection *one) {
  static unsigned char data[PAYLOAD];
  size_t most = one->lingering || one->credit > PAYLOAD ? PAYLOAD : one->credit;
  ssize_t size = recv(one->fd, data, most, MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (one->lingering) {
    if (size <= 0) drop(one);
    return;
  }
  if (size > 0) {
    one->credit -= (uint32_t)size;
    return tell(DATA, one->stream, data, (uint32_t)size);
  }
  tell(size == 0 ? END : RESET, one->stream, NULL, 0);
  one->read_all = true;
  if (size < 0 || one->ending) drop(one);
}

static void obey(unsigned char type, uint32_t stream, const unsigned char *data, uint32_t size) {
  if (type == HELLO) return attach(data, size);
  if (type == PING) return tell(PONG, stream, data, size);
  if (type == BYE) return detach();
  for (struct connection *one = slots; stream != 0 && one < slots + SLOTS; one++) {
    if (one->fd < 0 || one->stream != stream || one->lingering) continue;
    if (type == DATA) return store(one, data, size);
    if (type == RESET) return reset(one);
    if (type == WINDOW && size == 4) one->credit += number(data);
    if (type == END) {
      one->ending = true;
      return flush(one);
    }
  }
}

static unsigned char input[HEAD + PAYLOAD];
static size_t filled;
static bool out_of_step;

/* False when the stream has ended for good. */
static bool hear(void) {
  ssize_t size = read(STDIN_FILENO, input + filled, sizeof input - filled);
  if (size <= 0) return size < 0 && errno == EINTR;
  heard = now();
  filled += (size_t)size;
  while (!out_of_step && filled >= HEAD) {
    uint32_t length = number(input + 5);
    out_of_step = input[0] < HELLO || input[0] > BYE || length > PAYLOAD;
    if (out_of_step || filled < HEAD + length) break;
    obey(input[0], number(input + 1), input + HEAD, length);
    filled -= HEAD + length;
    memmove(input, input + HEAD + length, filled);
  }
  if (out_of_step) filled = 0;
  return true;
}

/* What has waited too long is given up. Gives the milliseconds until the next such time, or -1. */
static int give_up(void) {
  int64_t time = now(), next = INT64_MAX;
  if (attached && time - heard >= SILENT) detach();
  if ((filled > 0 || out_of_step) && time - heard >= STALLED) filled = 0, out_of_step = false;
  for (struct connection *one = slots; one < slots + SLOTS; one++) {
    if (one->fd < 0 || one->deadline == 0) continue;
    if (one->deadline <= time && one->lingering)
      drop(one);
    else if (one->deadline <= time)
      refuse(one);
    if (one->fd >= 0 && one->deadline < next) next = one->deadline;
  }
  if (attached && heard + SILENT < next) next = heard + SILENT;
  if ((filled > 0 || out_of_step) && heard + STALLED < next) next = heard + STALLED;
  return next == INT64_MAX ? -1 : next <= time ? 0 : (int)(next - time);
}

/* `link ADDRESS PORT`: see above. A connection waits a while for somebody to attach, then it is told to try again. */
static int link_streams(int argc, char **argv) {
  if (argc < 3) return 64;
  int server = listen_at(argv[1], argv[2]);
  if (server < 0) return 69;
  signal(SIGPIPE, SIG_IGN);
  for (int index = 0; index < SLOTS; index++) slots[index].fd = -1;
  struct pollfd waited[SLOTS + 2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.events = POLLIN}};
  for (;;) {
    int timeout = give_up();
    waited[1].fd = has_room() ? server : -1;
    for (int index = 0; index < SLOTS; index++) {
      struct connection *one = &slots[index];
      bool wants_more = one->lingering || (one->stream != 0 && one->credit > 0 && !one->read_all);
      waited[index + 2].fd = one->fd;
      waited[index + 2].events = (short)((wants_more ? POLLIN : 0) | (one->size > 0 ? POLLOUT : 0));
    }
    if (poll(waited, SLOTS + 2, timeout) <= 0) continue;
    for (int index = 0; index < SLOTS; index++) {
      struct connection *one = &slots[index];
      short events = waited[index + 2].revents;
      if (one->fd < 0 || waited[index + 2].fd != one->fd || events == 0) continue;
      if (events & POLLOUT) flush(one);
      if (one->fd >= 0 && (events & POLLIN)) receive(one);
      if (one->fd >= 0 && !(events & POLLIN) && (events & (POLLERR | POLLHUP))) {
        if (one->stream != 0) tell(RESET, one->stream, NULL, 0);
        drop(one);
      }
    }
    if (waited[1].fd >= 0 && waited[1].revents != 0) take(server);
    if (waited[0].revents != 0 && !hear()) waited[0].fd = -1;
  }
}

/* --- cgroup ----------------------------------------------------------------------------------------------------- */

/* A group is busy as long as the last of its processes is being buried: milliseconds to wait for that. */
enum { BURIAL = 3000 };

static bool removed(const char *group) {
  struct timespec pause = {.tv_nsec = 50000000};
  for (int64_t end = now() + BURIAL; rmdir(group) != 0 && access(group, F_OK) == 0; nanosleep(&pause, NULL))
    if (now() > end) return false;
  return true;
}

static bool copied(int file) {
  char text[2048];
  ssize_t size = read(file, text, sizeof text);
  return size >= 0 && write_all(STDOUT_FILENO, text, (size_t)size);
}

/*
 * `cgroup STEP…` in the tree of control groups: `+DIR` makes one, `-DIR` removes one, `FILE=VALUE` writes to a file of
 * one, and `FILE` is shown. What is done already is no failure; the first one ends it, with a word of why.
 */
static int cgroup(int argc, char **argv) {
  bool done = chdir("/sys/fs/cgroup") == 0;
  for (argv++; done && --argc > 0; argv += done) {
    char *step = *argv, *value = strchr(step, '=');
    if (value) *value++ = '\0';
    int file = strchr("+-", *step) ? -1 : open(step, value ? O_WRONLY : O_RDONLY);
    if (*step == '+') done = mkdir(step + 1, 0755) == 0 || errno == EEXIST;
    else if (*step == '-') done = removed(step + 1);
    else done = file >= 0 && (value ? write(file, value, strlen(value)) >= 0 : copied(file));
  }
  if (!done) say(*argv ? *argv : "cgroups"), say(": "), say(strerror(errno)), say("\n");
  return done ? 0 : 1;
}

static const struct command commands[] = {
    {"pause", pause_until_told},
    {"link", link_streams},
    {"relay", relay},
    {"probe", probe},
    {"cgroup", cgroup},
};

int main(int argc, char **argv) {
  if (argc > 1)
    for (size_t index = 0; index < sizeof commands / sizeof *commands; index++)
      if (strcmp(argv[1], commands[index].name) == 0) return commands[index].run(argc - 1, argv + 1);
  say("usage: helper pause | link ADDRESS PORT | relay ADDRESS PORT HOST PORT [TOKEN] | probe HOST PORT"
      " | cgroup STEP...\n");
  return 64;
}
