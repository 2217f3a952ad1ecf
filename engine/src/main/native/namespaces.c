// User namespaces, for those who are not root, and entering the namespaces of something that runs.
//
// An ordinary user's service lives in two user namespaces, one inside the other. The outer one gives us the right to
// make mounts and interfaces; the inner one makes the process the user that it is to be, and takes those rights away.
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_own(const char *name, const char *text) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/%s", name);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) fail("opening %s", path);
    if (!write_all(fd, text, strlen(text))) fail("writing %s", path);
    close(fd);
}

void user_namespace_new(uid_t inside_uid, gid_t inside_gid, int further_flags) {
    char line[64];
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(CLONE_NEWUSER | further_flags) != 0) fail("unshare(CLONE_NEWUSER)");
    write_own("setgroups", "deny");
    snprintf(line, sizeof line, "%u %u 1", inside_uid, uid);
    write_own("uid_map", line);
    snprintf(line, sizeof line, "%u %u 1", inside_gid, gid);
    write_own("gid_map", line);
}

static int namespace_of(pid_t pid, const char *name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/ns/%s", (int) pid, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) fail("opening the namespace %s", path);
    return fd;
}

static bool is_own(int fd, const char *name) {
    char path[64];
    struct stat own;
    struct stat other;
    snprintf(path, sizeof path, "/proc/self/ns/%s", name);
    if (stat(path, &own) != 0 || fstat(fd, &other) != 0) fail("comparing the namespace %s", path);
    return own.st_ino == other.st_ino && own.st_dev == other.st_dev;
}

// Entering the namespace in which one already is, is an error for user namespaces and useless for others.
static void enter(int fd, const char *name, int type) {
    if (!is_own(fd, name) && setns(fd, type) != 0) fail("entering the %s namespace", name);
    close(fd);
}

void namespaces_enter_holder(const struct spec *spec) {
    const char *values[SPEC_VALUES];
    size_t cursor = 0;
    errno = 0;
    if (!spec_next(spec, "holder", &cursor, values)) fail("the spec lacks holder");
    pid_t holder = (pid_t) number(values[0], "holder");
    int user = namespace_of(holder, "user");
    int net = namespace_of(holder, "net");
    errno = ESRCH;
    if (start_time(holder) != strtoull(values[1], NULL, 10)) fail("the network's holder %d", (int) holder);
    enter(user, "user", CLONE_NEWUSER);
    enter(net, "net", CLONE_NEWNET);
}

// The mounts of an ordinary user's service belong to its outer user namespace: first there, then to the mounts.
bool namespaces_enter_service(pid_t pid, const struct spec *spec) {
    int user = namespace_of(pid, "user");
    int mounts = namespace_of(pid, "mnt");
    int net = namespace_of(pid, "net");
    int names = namespace_of(pid, "uts");
    bool inner = !is_own(user, "user");
    if (inner) {
        int outer = ioctl(mounts, NS_GET_USERNS);
        if (outer < 0) fail("finding the user namespace of process %d", (int) pid);
        enter(outer, "user", CLONE_NEWUSER);
    }
    enter(names, "uts", CLONE_NEWUTS);
    enter(net, "net", CLONE_NEWNET);
    enter(mounts, "mnt", CLONE_NEWNS);
    // Another user than the service's own: beside the service's inner namespace, a second one.
    if (inner && spec_has(spec, "uid")) {
        user_namespace_new((uid_t) spec_number(spec, "uid", 0), (gid_t) spec_number(spec, "gid", 0), 0);
        close(user);
    } else {
        enter(user, "user", CLONE_NEWUSER);
    }
    return inner;
}

bool namespaces_make(const struct spec *spec, long rung) {
    bool privileged = is_privileged();
    int flags = CLONE_NEWNS | CLONE_NEWUTS;
    if (rung == 1) {
        namespaces_enter_holder(spec);
        network_join(spec, privileged);
        if (unshare(flags) != 0) fail("unshare(CLONE_NEWNS)");
    } else if (privileged) {
        if (unshare(flags) != 0) fail("unshare(CLONE_NEWNS)");
    } else {
        user_namespace_new(0, 0, flags);
    }
    const char *name = spec_one(spec, "hostname");
    if (name != NULL && sethostname(name, strlen(name)) != 0) fail("setting the host name %s", name);
    mounts_make(spec, !privileged);
    if (!privileged) user_namespace_new((uid_t) spec_number(spec, "uid", 0), (gid_t) spec_number(spec, "gid", 0), 0);
    return !privileged;
}
