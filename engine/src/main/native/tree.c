// A service's whole process tree. The shim is the subreaper of it: whatever loses its parent, by dying parents or by
// setsid, becomes the shim's own child, so nothing of a service can get out of reach.
#include "shim.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// A process table of any size; grown once at need, when a service ends: an idle shim has none.
struct entry {
    pid_t pid;
    pid_t parent;
    bool ours;
};
static struct entry *table;
static size_t table_size;
static size_t table_used;

static pid_t parent_of(pid_t pid, char *state) {
    char path[64];
    char text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int) pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length <= 0) return 0;
    text[length] = '\0';
    char *at = strrchr(text, ')');
    if (at == NULL || at[1] == '\0') return 0;
    *state = at[2];
    return (pid_t) strtol(at + 3, NULL, 10);
}

static bool add(pid_t pid, pid_t parent) {
    if (table_used == table_size) {
        size_t size = table_size == 0 ? 256 : table_size * 2;
        struct entry *bigger = realloc(table, size * sizeof *table);
        if (bigger == NULL) return false;
        table = bigger;
        table_size = size;
    }
    table[table_used++] = (struct entry) {pid, parent, false};
    return true;
}

// Every living process of this machine. Zombies are left out: they can neither fork nor be killed again.
static void look(void) {
    table_used = 0;
    DIR *proc = opendir("/proc");
    if (proc == NULL) return;
    struct dirent *entry;
    while ((entry = readdir(proc)) != NULL) {
        char state = '?';
        pid_t pid = (pid_t) atoi(entry->d_name);
        if (pid <= 0) continue;
        pid_t parent = parent_of(pid, &state);
        // Out of memory: what is known is killed first, and the next look has fewer to remember.
        if (parent > 0 && state != 'Z' && state != 'X' && !add(pid, parent)) break;
    }
    closedir(proc);
}

static bool is_ours(pid_t pid, pid_t root) {
    if (pid == root) return true;
    for (size_t i = 0; i < table_used; i++) {
        if (table[i].pid == pid) return table[i].ours;
    }
    return false;
}

// Marks the descendants; children may stand before their parents, so until nothing changes.
static size_t mark(pid_t root, pid_t spared) {
    size_t marked = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < table_used; i++) {
            if (table[i].ours || table[i].pid == spared || !is_ours(table[i].parent, root)) continue;
            table[i].ours = true;
            marked++;
            changed = true;
        }
    }
    return marked;
}

bool tree_kill(pid_t spared, pid_t awaited, int *awaited_status) {
    bool found = false;
    pid_t root = getpid();
    for (unsigned round = 0;; round++) {
        look();
        if (mark(root, spared) == 0) break;
        // Stopped first, all of them, then killed: a process that forks faster than we look is caught half-way.
        for (size_t i = 0; i < table_used; i++) {
            if (table[i].ours) kill(table[i].pid, SIGSTOP);
        }
        for (size_t i = 0; i < table_used; i++) {
            if (table[i].ours) kill(table[i].pid, SIGKILL);
        }
        found |= tree_reap(awaited, awaited_status);
        // A dying process may be in the kernel for a while; give it the processor, then milliseconds.
        struct timespec pause = {0, round < 10 ? 200000 : 5000000};
        nanosleep(&pause, NULL);
    }
    free(table);
    table = NULL;
    table_size = 0;
    return found | tree_reap(awaited, awaited_status);
}

bool tree_reap(pid_t awaited, int *status) {
    bool found = false;
    for (;;) {
        int ended;
        pid_t pid = waitpid(-1, &ended, WNOHANG);
        if (pid < 0 && errno == EINTR) continue;
        if (pid <= 0) return found;
        if (pid == awaited) {
            *status = ended;
            found = true;
        }
    }
}
