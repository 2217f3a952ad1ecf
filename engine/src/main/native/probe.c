// "probe-rungs": which rungs of isolation this user has on this machine, tried and not guessed:
//
//   rung1 yes | rung1 no: <what was tried>: <why not>
//   rung2 …
//   notify …   whether the service's own addresses can be had on rungs 2 and 3
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// In memory, in a mount namespace of our own: nothing of this is ever on disk.
static void try_mounts(void) {
    if (is_privileged()) {
        if (unshare(CLONE_NEWNS | CLONE_NEWUTS) != 0) fail("unshare(CLONE_NEWNS)");
    } else {
        user_namespace_new(0, 0, CLONE_NEWNS | CLONE_NEWUTS);
    }
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) fail("mount");
    if (mount("tmpfs", "/tmp", "tmpfs", 0, "mode=0755") != 0) fail("mount of a tmpfs");
    if (mkdir("/tmp/proc", 0755) != 0) fail("mkdir");
    if (mount("/proc", "/tmp/proc", NULL, MS_BIND | MS_REC, NULL) != 0) fail("mount of /proc");
    if (chdir("/tmp") != 0 || syscall(SYS_pivot_root, ".", ".") != 0) fail("pivot_root");
    if (umount2(".", MNT_DETACH) != 0) fail("umount of the old root");
    if (chdir("/") != 0) fail("entering /");
}

static void rung2(void) {
    bool privileged = is_privileged();
    try_mounts();
    if (!privileged) user_namespace_new(1, 1, 0);
}

static void rung1(void) {
    bool privileged = is_privileged();
    struct address gateway;
    struct address address;
    address_parse("10.0.0.1/24", &gateway);
    address_parse("10.0.0.2/24", &address);
    if (privileged) {
        if (unshare(CLONE_NEWNET) != 0) fail("unshare(CLONE_NEWNET)");
    } else {
        user_namespace_new(0, 0, CLONE_NEWNET);
    }
    int outside = netlink_open();
    int bridge = netlink_bridge(outside, "probe", &gateway);
    if (unshare(CLONE_NEWNET) != 0) fail("unshare(CLONE_NEWNET)");
    int own = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (own < 0) fail("opening the network namespace");
    netlink_veth(outside, "probe0", bridge, "eth0", own, &address);
    // The mounts, in the same user namespace.
    if (unshare(CLONE_NEWNS) != 0) fail("unshare(CLONE_NEWNS)");
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) fail("mount");
    if (mount("tmpfs", "/tmp", "tmpfs", 0, NULL) != 0) fail("mount of a tmpfs");
    if (!privileged) user_namespace_new(1, 1, 0);
}

// One process under the filter, one that can look into it.
static void notify(void) {
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0) fail("making a pipe");
    pid_t child = fork();
    if (child < 0) fail("forking");
    if (child == 0) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) _exit(1);
        say_to = ready[1];
        if (notify_filter(RULE_LOOPBACK) < 0) _exit(1);
        write_all(ready[1], "ok", 2);
        for (;;) pause();
    }
    char text[512];
    ssize_t got = read(ready[0], text, sizeof text);
    bool is_possible = got == 2 && notify_is_possible(child);
    int error = errno;
    kill(child, SIGKILL);
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    errno = got == 2 ? error : 0;
    if (!is_possible && got == 2) fail("looking into a service's calls");
    if (!is_possible) fail("a filter with a listener: %.*s", got > 0 ? (int) got : 0, text);
}

static void try(const char *name, void (*attempt)(void)) {
    char text[1024];
    int answer[2];
    if (pipe2(answer, O_CLOEXEC) != 0) fail("making a pipe");
    pid_t child = fork();
    if (child < 0) fail("forking");
    if (child == 0) {
        say_to = answer[1];
        attempt();
        write_all(answer[1], "yes\n", 4);
        _exit(0);
    }
    close(answer[1]);
    size_t used = 0;
    for (ssize_t got; used < sizeof text - 1 && (got = read(answer[0], text + used, sizeof text - 1 - used)) > 0;) {
        used += (size_t) got;
    }
    text[used] = '\0';
    close(answer[0]);
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    bool refused = strncmp(text, "error ", 6) == 0;
    char line[1200];
    int length = snprintf(line, sizeof line, "%s %s%s", name, refused ? "no: " : "", refused ? text + 6 : text);
    if (used == 0) length = snprintf(line, sizeof line, "%s no: it was killed in the attempt\n", name);
    write_all(STDOUT_FILENO, line, (size_t) length);
}

int command_probe_rungs(void) {
    try("rung1", rung1);
    try("rung2", rung2);
    try("notify", notify);
    return 0;
}
