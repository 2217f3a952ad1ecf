// The instance's folder: who runs ("pid") and how it ended ("exit"). Both are written whole. "exit" is forced to disk,
// because an operator that comes after a power cut believes it; "pid" is not, because no process lives through one, and
// forcing costs more than the rest of a start.
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int folder_fd = -1;
static int exit_fd = -1;

// Field 22 of /proc/PID/stat: with the pid it names a process for good, since pids come again. 0: no such process.
unsigned long long start_time(pid_t pid) {
    char path[64];
    char text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int) pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length <= 0) return 0;
    text[length] = '\0';
    // A program's name may contain anything, a parenthesis included: the fields start after the last one.
    char *at = strrchr(text, ')');
    for (int field = 2; at != NULL && field < 22; field++) at = strchr(at + 1, ' ');
    return at == NULL ? 0 : strtoull(at + 1, NULL, 10);
}

void now_text(char text[64], const struct timespec *now) {
    struct tm parts;
    gmtime_r(&now->tv_sec, &parts);
    snprintf(text, 64, "%04d-%02d-%02dT%02d:%02d:%02d.%09ldZ", (parts.tm_year + 1900) % 10000, (parts.tm_mon + 1) % 100,
            parts.tm_mday % 100, parts.tm_hour % 100, parts.tm_min % 100, parts.tm_sec % 100,
            now->tv_nsec % 1000000000L);
}

void state_open(const char *folder) {
    folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_fd < 0) fail("opening the instance's folder %s", folder);
}

static bool replace(const char *temporary, const char *name) {
    return renameat(folder_fd, temporary, folder_fd, name) == 0;
}

void state_write(const char *name, const char *text) {
    char temporary[64];
    snprintf(temporary, sizeof temporary, ".%s.new", name);
    int fd = openat(folder_fd, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) fail("creating %s", temporary);
    if (!write_all(fd, text, strlen(text))) fail("writing %s", temporary);
    close(fd);
    if (!replace(temporary, name)) fail("renaming %s to %s", temporary, name);
}

void state_remove(const char *name) {
    if (unlinkat(folder_fd, name, 0) != 0 && errno != ENOENT) fail("removing %s", name);
}

#define EXIT_ROOM 512

void state_reserve_exit(void) {
    exit_fd = openat(folder_fd, ".exit.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (exit_fd < 0) fail("creating .exit.new");
    errno = posix_fallocate(exit_fd, 0, EXIT_ROOM);
    if (errno != 0) fail("reserving the room for the exit file");
    // What an earlier run of this instance left would be taken for the end of this one.
    state_remove("exit");
}

bool state_write_exit(int status) {
    char text[EXIT_ROOM];
    char time[64];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    now_text(time, &now);
    int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    int code = signal != 0 ? 128 + signal : WEXITSTATUS(status);
    int length = snprintf(text, sizeof text, "code %d\nsignal %d\ntime %s\n", code, signal, time);
    return pwrite(exit_fd, text, (size_t) length, 0) == length && ftruncate(exit_fd, length) == 0
            && fsync(exit_fd) == 0 && replace(".exit.new", "exit") && fsync(folder_fd) == 0;
}
