/* A disk that can be broken at will, put before the C library by LD_PRELOAD. Only files below DISK_DIR are on it.
   It serves tests alone and is driven through shared memory, so that a test can break the disk of a running process.

   DISK_DIR      the folder on the disk; absolute, without a slash at the end
   DISK_CONTROL  a file of CONTROL_FIELDS 64-bit numbers, mapped; their meaning is struct control (and disk.ts)
   DISK_SHADOW   optional: a folder that holds what the disk has confirmed by a flush. Bytes written and not flushed are
                 only in DISK_DIR: after a power cut a disk may have any of them, or none.

   Names (create, rename, remove) count as durable at once, contents only once flushed: what journalling file systems
   promise at the least. Memory maps are not watched; SQLite keeps nothing durable in them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct control {
  int64_t state;       /* 0 sound, 1 full, 2 read-only, 3 every flush fails */
  int64_t operations;  /* which operations the countdown counts: a sum of enum operation */
  int64_t countdown;   /* n: the n-th of them from now fails; 0 = none */
  int64_t error;       /* the errno it fails with; -1: a write is cut short instead; -2: the process is killed before */
  int64_t sticky;      /* 1: all after it fail as well */
  int64_t counted;     /* how many of them there have been */
  int64_t flushes;     /* flushes confirmed, on this disk */
  int64_t flush_delay; /* how long each flush takes, in microseconds */
  int64_t clock_ms;    /* added to the wall clock of the process; the monotonic clock is never touched */
  int64_t room;        /* bytes a full disk still takes */
};
#define CONTROL_FIELDS 10
enum operation { WRITE = 1, FLUSH = 2, RENAME = 4, OPEN = 8, TRUNCATE = 16, REMOVE = 32 };
enum { SOUND, FULL, READ_ONLY, FLUSHES_FAIL };

#define MAX_FILES 4096
struct range { off_t from, to; struct range *next; };
struct watched { char *path; int writable; };

static struct control idle, *control = &idle;
static char disk_dir[PATH_MAX], shadow_dir[PATH_MAX];
static size_t disk_length;
static struct watched files[MAX_FILES];
/* Unflushed ranges by path: several descriptors may stand for one file. */
struct unflushed { char *path; struct range *ranges; struct unflushed *next; };
static struct unflushed *unflushed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  const char *dir = getenv("DISK_DIR"), *shadow = getenv("DISK_SHADOW"), *file = getenv("DISK_CONTROL");
  if (dir) strncpy(disk_dir, dir, PATH_MAX - 1);
  if (shadow) strncpy(shadow_dir, shadow, PATH_MAX - 1);
  disk_length = strlen(disk_dir);
  int handle = file ? open(file, O_RDWR) : -1;
  if (handle < 0) return;
  void *mapped = mmap(NULL, CONTROL_FIELDS * 8, PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
  if (mapped != MAP_FAILED) control = mapped;
  close(handle);
}

/* ── which files are on the disk ── */

static int on_disk(const char *path, char *absolute) {
  if (!disk_length || !path) return 0;
  if (path[0] == '/') snprintf(absolute, PATH_MAX, "%s", path);
  else if (getcwd(absolute, PATH_MAX)) {
    size_t length = strlen(absolute);
    snprintf(absolute + length, PATH_MAX - length, "/%s", path);
  }
  return strncmp(absolute, disk_dir, disk_length) == 0 && (absolute[disk_length] == '/' || !absolute[disk_length]);
}

static const char *path_of(int file) {
  return file >= 0 && file < MAX_FILES ? files[file].path : NULL;
}

static int shadow_path(const char *path, char *shadow) {
  if (!shadow_dir[0]) return 0;
  if (snprintf(shadow, PATH_MAX, "%s%s", shadow_dir, path + disk_length) >= PATH_MAX) return 0;
  /* Folders that were made since the shadow was: attached files lie in folders of their own. */
  int kept = errno;
  for (char *at = strchr(shadow + strlen(shadow_dir) + 1, '/'); at; at = strchr(at + 1, '/')) {
    *at = 0;
    mkdir(shadow, 0700);
    *at = '/';
  }
  errno = kept;
  return 1;
}

/* ── what the control says ── */

/* 0 when the operation may go on, else the errno it fails with; -1 = cut short. Does not return when it is to kill. */
static int64_t verdict(enum operation operation) {
  int64_t error = 0;
  pthread_mutex_lock(&lock);
  if (control->operations & operation) {
    control->counted += 1;
    if (control->countdown > 0 && --control->countdown == 0) {
      error = control->error;
      if (control->sticky) control->countdown = 1;
      if (error == -2) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
      }
    }
  }
  if (operation == FLUSH && !error && control->state == FLUSHES_FAIL) error = EIO;
  if (operation != FLUSH && operation != OPEN && control->state == READ_ONLY) error = EROFS;
  pthread_mutex_unlock(&lock);
  return error;
}

/* Whether a full disk takes a write that ends at `end`; what it takes is gone from its room. */
static int has_room(int file, off_t end) {
  struct stat status;
  if (control->state != FULL || fstat(file, &status) != 0 || end <= status.st_size) return 1;
  pthread_mutex_lock(&lock);
  int fits = control->room >= end - status.st_size;
  if (fits) control->room -= end - status.st_size;
  pthread_mutex_unlock(&lock);
  return fits;
}

static void give_room(off_t bytes) {
  pthread_mutex_lock(&lock);
  if (control->state == FULL && bytes > 0) control->room += bytes;
  pthread_mutex_unlock(&lock);
}

/* ── what is not flushed yet ── */

static struct unflushed *unflushed_of(const char *path, int make) {
  for (struct unflushed *each = unflushed; each; each = each->next)
    if (strcmp(each->path, path) == 0) return each;
  if (!make) return NULL;
  struct unflushed *made = calloc(1, sizeof *made);
  made->path = strdup(path);
  made->next = unflushed;
  return unflushed = made;
}

static void note_change(const char *path, off_t from, off_t to) {
  if (!shadow_dir[0] || to <= from) return;
  pthread_mutex_lock(&lock);
  struct unflushed *file = unflushed_of(path, 1);
  struct range *newest = file->ranges;
  if (newest && newest->to == from) newest->to = to;
  else {
    struct range *range = malloc(sizeof *range);
    *range = (struct range){from, to, newest};
    file->ranges = range;
  }
  pthread_mutex_unlock(&lock);
}

static void forget_changes(const char *path) {
  struct unflushed *file = unflushed_of(path, 0);
  for (struct range *range = file ? file->ranges : NULL; range;) {
    struct range *next = range->next;
    free(range);
    range = next;
  }
  if (file) file->ranges = NULL;
}

static ssize_t plain_pwrite(int file, const void *bytes, size_t count, off_t at) {
  REAL(pwrite);
  return real(file, bytes, count, at);
}

static int plain_ftruncate(int file, off_t length) {
  REAL(ftruncate);
  return real(file, length);
}

static int plain_open(const char *path, int flags) {
  REAL(open);
  return real(path, flags, 0600);
}

static int plain_close(int file) {
  REAL(close);
  return real(file);
}

/* The disk has confirmed: the shadow gets what changed since the last time. */
static void confirm(int file, const char *path) {
  char shadow[PATH_MAX], buffer[65536];
  struct stat status;
  if (!shadow_path(path, shadow) || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return;
  pthread_mutex_lock(&lock);
  struct unflushed *changed = unflushed_of(path, 1);
  int copy = plain_open(shadow, O_RDWR | O_CREAT | O_CLOEXEC);
  int source = plain_open(path, O_RDONLY | O_CLOEXEC);
  for (struct range *range = changed->ranges; copy >= 0 && source >= 0 && range; range = range->next) {
    for (off_t at = range->from; at < range->to;) {
      size_t wanted = range->to - at < (off_t)sizeof buffer ? (size_t)(range->to - at) : sizeof buffer;
      ssize_t read = pread(source, buffer, wanted, at);
      if (read <= 0 || plain_pwrite(copy, buffer, (size_t)read, at) != read) break;
      at += read;
    }
  }
  if (copy >= 0) plain_ftruncate(copy, status.st_size);
  if (copy >= 0) plain_close(copy);
  if (source >= 0) plain_close(source);
  forget_changes(path);
  control->flushes += 1;
  pthread_mutex_unlock(&lock);
}

/* ── opening and closing ── */

static int opening_fails(const char *path, int flags, char *absolute, int *watched) {
  *watched = on_disk(path, absolute);
  if (!*watched || (flags & O_DIRECTORY)) return 0;
  int64_t error = verdict(OPEN);
  int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
  if (!error && writes && control->state == READ_ONLY) error = EROFS;
  if (!error && (flags & O_CREAT) && access(absolute, F_OK) != 0 && control->state == FULL && control->room < 4096)
    error = ENOSPC;
  if (error <= 0) return 0;
  errno = (int)error;
  return 1;
}

static int watch(int file, const char *absolute, int flags, off_t before) {
  if (file < 0 || file >= MAX_FILES) return file;
  pthread_mutex_lock(&lock);
  free(files[file].path);
  files[file].path = strdup(absolute);
  pthread_mutex_unlock(&lock);
  if (flags & O_TRUNC) note_change(absolute, 0, before);
  return file;
}

static off_t size_of(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 ? status.st_size : 0;
}

#define OPENING(name, path, flags, call) \
  char absolute[PATH_MAX] = ""; \
  int watched; \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  } \
  REAL(name); \
  if (opening_fails(path, flags, absolute, &watched)) return -1; \
  off_t before = watched && ((flags) & O_TRUNC) ? size_of(absolute) : 0; \
  int file = call; \
  return watched ? watch(file, absolute, flags, before) : file

int open(const char *path, int flags, ...) { OPENING(open, path, flags, real(path, flags, mode)); }
int open64(const char *path, int flags, ...) { OPENING(open64, path, flags, real(path, flags, mode)); }
int openat(int dir, const char *path, int flags, ...) { OPENING(openat, path, flags, real(dir, path, flags, mode)); }

int close(int file) {
  if (path_of(file)) {
    pthread_mutex_lock(&lock);
    free(files[file].path);
    files[file].path = NULL;
    pthread_mutex_unlock(&lock);
  }
  return plain_close(file);
}

/* ── writing ── */

static size_t allowed(int file, const char *path, size_t count, off_t at) {
  if (!path) return count;
  int64_t error = verdict(WRITE);
  if (!error && !has_room(file, at + (off_t)count)) error = ENOSPC;
  if (error == -1) return count > 1 ? count / 2 : count;
  if (error == 0) return count;
  errno = (int)error;
  return 0;
}

#define WRITING(at, count, call) \
  const char *path = path_of(file); \
  off_t from = path ? (at) : 0; \
  size_t granted = allowed(file, path, count, from); \
  if (granted == 0 && (count) > 0) return -1; \
  ssize_t written = call; \
  if (path && written > 0) note_change(path, from, from + written); \
  return written

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(write);
  WRITING(lseek(file, 0, SEEK_CUR), count, real(file, bytes, granted));
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  REAL(pwrite);
  WRITING(at, count, real(file, bytes, granted, at));
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  REAL(pwrite64);
  WRITING(at, count, real(file, bytes, granted, at));
}

static size_t total(const struct iovec *parts, int count) {
  size_t sum = 0;
  for (int index = 0; index < count; index += 1) sum += parts[index].iov_len;
  return sum;
}

/* Vectors are cut short after their first part. */
ssize_t writev(int file, const struct iovec *parts, int count) {
  REAL(writev);
  size_t bytes = total(parts, count);
  WRITING(lseek(file, 0, SEEK_CUR), bytes, real(file, parts, granted < bytes ? 1 : count));
}
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) {
  REAL(pwritev);
  size_t bytes = total(parts, count);
  WRITING(at, bytes, real(file, parts, granted < bytes ? 1 : count, at));
}
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) {
  REAL(pwritev64);
  size_t bytes = total(parts, count);
  WRITING(at, bytes, real(file, parts, granted < bytes ? 1 : count, at));
}

static int truncating(int file, off_t length, int (*real)(int, off_t)) {
  const char *path = path_of(file);
  if (!path) return real(file, length);
  int64_t error = verdict(TRUNCATE);
  if (error > 0) {
    errno = (int)error;
    return -1;
  }
  struct stat status;
  off_t before = fstat(file, &status) == 0 ? status.st_size : 0;
  int result = real(file, length);
  if (result == 0) note_change(path, length < before ? length : before, length < before ? before : length);
  if (result == 0) give_room(before - length);
  return result;
}
int ftruncate(int file, off_t length) {
  REAL(ftruncate);
  return truncating(file, length, real);
}
int ftruncate64(int file, off64_t length) {
  REAL(ftruncate64);
  return truncating(file, length, real);
}

/* Files copied inside the kernel. The second way does not exist on this disk, so that all copying goes the first. */
ssize_t sendfile64(int file, int from, off64_t *offset, size_t count) {
  REAL(sendfile64);
  const char *path = path_of(file);
  off_t at = path ? lseek(file, 0, SEEK_CUR) : 0;
  size_t granted = allowed(file, path, count, at);
  if (granted == 0 && count > 0) return -1;
  ssize_t written = real(file, from, offset, granted);
  if (path && written > 0) note_change(path, at, at + written);
  return written;
}
long syscall(long number, ...) {
  REAL(syscall);
  long argument[6];
  va_list rest;
  va_start(rest, number);
  for (int index = 0; index < 6; index += 1) argument[index] = va_arg(rest, long);
  va_end(rest);
  if (number == SYS_copy_file_range && path_of((int)argument[2])) {
    errno = ENOSYS;
    return -1;
  }
  return real(number, argument[0], argument[1], argument[2], argument[3], argument[4], argument[5]);
}

/* ── flushing ── */

static int flushing(int file, int (*real)(int)) {
  const char *path = path_of(file);
  if (!path) return real(file);
  if (control->flush_delay > 0) usleep((useconds_t)control->flush_delay);
  int64_t error = verdict(FLUSH);
  if (error > 0) {
    errno = (int)error;
    return -1;
  }
  int result = real(file);
  if (result == 0) {
    if (shadow_dir[0]) confirm(file, path);
    else {
      pthread_mutex_lock(&lock);
      control->flushes += 1;
      pthread_mutex_unlock(&lock);
    }
  }
  return result;
}
int fsync(int file) {
  REAL(fsync);
  return flushing(file, real);
}
int fdatasync(int file) {
  REAL(fdatasync);
  return flushing(file, real);
}

/* ── names ── */

static int named(enum operation operation, const char *path, char *absolute) {
  if (!on_disk(path, absolute)) return 0;
  int64_t error = verdict(operation);
  if (error <= 0) return 1;
  errno = (int)error;
  return -1;
}

static void rename_shadow(const char *from, const char *to, int keeps) {
  char shadow_from[PATH_MAX], shadow_to[PATH_MAX];
  if (!shadow_path(from, shadow_from) || !shadow_path(to, shadow_to)) return;
  static int (*real_rename)(const char *, const char *), (*real_unlink)(const char *);
  if (!real_rename) real_rename = (__typeof__(real_rename))dlsym(RTLD_NEXT, "rename");
  if (!real_unlink) real_unlink = (__typeof__(real_unlink))dlsym(RTLD_NEXT, "unlink");
  pthread_mutex_lock(&lock);
  real_unlink(shadow_to);
  /* A name whose content was never flushed is durable, its content is not. */
  if (access(shadow_from, F_OK) != 0) {
    int empty = plain_open(shadow_to, O_WRONLY | O_CREAT | O_CLOEXEC);
    if (empty >= 0) plain_close(empty);
  } else if (keeps) {
    if (link(shadow_from, shadow_to) != 0) errno = 0;
  } else real_rename(shadow_from, shadow_to);
  struct unflushed *former = unflushed_of(from, 0);
  forget_changes(to);
  if (former) {
    struct unflushed *target = unflushed_of(to, 1);
    struct range **source = &former->ranges;
    target->ranges = *source;
    *source = NULL;
  }
  for (int file = 0; file < MAX_FILES && !keeps; file += 1)
    if (files[file].path && strcmp(files[file].path, from) == 0) {
      free(files[file].path);
      files[file].path = strdup(to);
    }
  pthread_mutex_unlock(&lock);
}

int rename(const char *from, const char *to) {
  REAL(rename);
  char source[PATH_MAX] = "", target[PATH_MAX] = "";
  int watched = named(RENAME, to, target);
  if (watched < 0) return -1;
  int result = real(from, to);
  if (result == 0 && watched && on_disk(from, source)) rename_shadow(source, target, 0);
  return result;
}

int link(const char *from, const char *to) {
  REAL(link);
  char source[PATH_MAX] = "", target[PATH_MAX] = "";
  if (!on_disk(to, target)) return real(from, to);
  int watched = named(RENAME, to, target);
  if (watched < 0) return -1;
  int result = real(from, to);
  if (result == 0 && watched && on_disk(from, source)) rename_shadow(source, target, 1);
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  char absolute[PATH_MAX] = "", shadow[PATH_MAX];
  int watched = named(REMOVE, path, absolute);
  if (watched < 0) return -1;
  off_t before = watched ? size_of(absolute) : 0;
  int result = real(path);
  if (result != 0 || !watched) return result;
  give_room(before);
  if (shadow_path(absolute, shadow)) {
    pthread_mutex_lock(&lock);
    real(shadow);
    forget_changes(absolute);
    pthread_mutex_unlock(&lock);
    errno = 0;
  }
  return result;
}

/* ── the wall clock ── */

int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(clock_gettime);
  int result = real(clock, time);
  if (result == 0 && control->clock_ms != 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t nanoseconds = time->tv_nsec + (control->clock_ms % 1000) * 1000000;
    time->tv_sec += control->clock_ms / 1000 + (nanoseconds < 0 ? -1 : nanoseconds / 1000000000);
    time->tv_nsec = nanoseconds < 0 ? nanoseconds + 1000000000 : nanoseconds % 1000000000;
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t *seconds) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  if (seconds) *seconds = now.tv_sec;
  return now.tv_sec;
}
