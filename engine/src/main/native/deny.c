// "deny NAME,NAME… -- COMMAND": runs a command to which these system calls are refused. For tests: a machine that
// forbids namespaces is hard to come by, a filter that forbids them is not.
#include "shim.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
    const char *name;
    int number;
} calls[] = {
    {"unshare", SYS_unshare}, {"setns", SYS_setns}, {"mount", SYS_mount}, {"pivot_root", SYS_pivot_root},
    {"seccomp", SYS_seccomp}, {"pidfd_getfd", SYS_pidfd_getfd}, {"process_vm_readv", SYS_process_vm_readv},
};

#define NEW_NAMESPACES \
    (CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP)
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))

static struct sock_filter filter[64];
static unsigned short length;

static void add(struct sock_filter one) {
    filter[length++] = one;
}

static void deny_number(int number, int error) {
    add((struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned) number, 0, 1));
    add((struct sock_filter) REFUSE((unsigned) error));
}

static void deny_call(const char *name) {
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(calls[i].name, name) != 0) continue;
        deny_number(calls[i].number, EPERM);
        return;
    }
    errno = 0;
    if (strcmp(name, "clone") != 0) fail("deny doesn't know %s", name);
    // clone3's flags are in memory, where no filter sees them: not there at all, so that clone is taken instead.
    deny_number(SYS_clone3, ENOSYS);
    add((struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4));
    add((struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])));
    add((struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 0, 1));
    add((struct sock_filter) REFUSE(EPERM));
    add((struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
}

int command_deny(int count, char **words) {
    errno = 0;
    if (count < 3 || strcmp(words[1], "--") != 0) fail("deny NAME,NAME… -- COMMAND");
    say_to = STDERR_FILENO;
    add((struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
    for (char *name = strtok(words[0], ","); name != NULL; name = strtok(NULL, ",")) deny_call(name);
    add((struct sock_filter) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    struct sock_fprog program = {length, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("giving up new privileges");
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) fail("setting the filter");
    execvp(words[2], words + 2);
    fail("starting %s", words[2]);
}
