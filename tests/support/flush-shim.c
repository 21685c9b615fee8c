/* Stands before the C library's flushes: counts them, makes them slow, or makes them fail, as a dying disk would.
   FLUSH_COUNTER: a file that grows by one byte a flush. FLUSH_DELAY_MS: how long each takes.
   FLUSH_FAILS_WITH: a file whose existence makes every flush fail. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int flush(const char *name, int file) {
  const char *counter = getenv("FLUSH_COUNTER");
  const char *delay = getenv("FLUSH_DELAY_MS");
  const char *trigger = getenv("FLUSH_FAILS_WITH");
  if (counter) {
    int log = open(counter, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (log >= 0 && write(log, ".", 1) == 1) close(log);
  }
  if (delay) usleep((useconds_t)atoi(delay) * 1000);
  if (trigger && access(trigger, F_OK) == 0) {
    errno = EIO;
    return -1;
  }
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return real(file);
}

int fsync(int file) { return flush("fsync", file); }
int fdatasync(int file) { return flush("fdatasync", file); }
