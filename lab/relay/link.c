/* link TAP_A TAP_B: two Ethernet devices and a wire between them that has a delay, loses frames and is only so fast, for
 * kernels without netem. It begins as a perfect wire; a line "DELAY_MS LOSS_PERCENT RATE_MBIT" on standard input changes
 * it (rate 0: no limit). Each direction has the delay, the loss and the rate for itself; what waits for a slow wire is
 * bounded to a second, the rest is lost, as in a router. Prints "ready" when the devices are there. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { FRAMES = 8192, LONGEST = 1600, BURST = 64 }; /* on the wire at a time, bytes, frames read in a row */
static const double LONGEST_WAIT = 1e9;

struct frame {
  double due;
  int length;
  char bytes[LONGEST];
};

struct direction {
  int from, to;
  struct frame *ring;
  unsigned head, tail;
  double free_at, last_due;
};

static double delay, loss, rate;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static int device(const char *name) {
  struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI};
  snprintf(request.ifr_name, IFNAMSIZ, "%s", name);
  int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  if (fd < 0 || ioctl(fd, TUNSETIFF, &request) < 0) {
    perror(name);
    exit(1);
  }
  return fd;
}

/* Takes what the sender has; each frame gets the time at which it arrives, or is lost. */
static void take(struct direction *d) {
  for (int i = 0; i < BURST; i++) {
    static char lost[LONGEST];
    int full = d->tail - d->head == FRAMES;
    struct frame *f = &d->ring[d->tail % FRAMES];
    int length = read(d->from, full ? lost : f->bytes, LONGEST);
    if (length <= 0)
      return;
    double t = now(), sent = d->free_at > t ? d->free_at : t;
    if (full || drand48() * 100 < loss || sent - t > LONGEST_WAIT)
      continue;
    d->free_at = sent + (rate > 0 ? length * 8e3 / rate : 0);
    f->due = d->free_at + delay * 1e6;
    if (f->due < d->last_due) /* no frame overtakes another when the delay is changed */
      f->due = d->last_due;
    d->last_due = f->due;
    f->length = length;
    d->tail++;
  }
}

/* Hands over what has arrived; when the next one will have, 0 for nothing on the wire. */
static double give(struct direction *d) {
  for (; d->head != d->tail; d->head++) {
    struct frame *f = &d->ring[d->head % FRAMES];
    if (f->due > now())
      return f->due;
    if (write(d->to, f->bytes, f->length) < 0)
      continue; /* the other end is down: lost */
  }
  return 0;
}

static void change(void) {
  char line[256];
  int length = read(0, line, sizeof line - 1);
  if (length <= 0)
    exit(0);
  line[length] = 0;
  sscanf(line, "%lf %lf %lf", &delay, &loss, &rate);
}

int main(int count, char **names) {
  if (count != 3) {
    fprintf(stderr, "usage: link TAP_A TAP_B\n");
    return 2;
  }
  int a = device(names[1]), b = device(names[2]);
  struct direction ways[] = {{.from = a, .to = b}, {.from = b, .to = a}};
  for (int i = 0; i < 2; i++)
    ways[i].ring = malloc(FRAMES * sizeof *ways[i].ring);
  printf("ready\n");
  fflush(stdout);
  for (;;) {
    double one = give(&ways[0]), other = give(&ways[1]);
    double next = one == 0 || (other != 0 && other < one) ? other : one;
    double wait = next == 0 ? 1e9 : next - now();
    struct timespec timeout = {.tv_sec = wait < 1e9 ? 0 : 1, .tv_nsec = wait < 0 ? 0 : wait < 1e9 ? (long)wait : 0};
    struct pollfd ready[] = {{.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
    ppoll(ready, 3, &timeout, NULL);
    if (ready[0].revents)
      take(&ways[0]);
    if (ready[1].revents)
      take(&ways[1]);
    if (ready[2].revents)
      change();
  }
}
