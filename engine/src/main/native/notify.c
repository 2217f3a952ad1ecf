// Answering bind() and connect() of a service: a seccomp filter hands just these calls to the shim, which can answer in
// the service's stead, or let the kernel go on with the call as it is. Every other call runs at full speed.
//
// One thread receives the calls, one after the other; what could block is done by a thread of its own.
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined __x86_64__
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif

enum network_rule notify_rule(const struct spec *spec) {
    if (spec_has(spec, "own")) return RULE_LOOPBACK;
    return spec_has(spec, "reach_outside") ? RULE_OUTSIDE : RULE_NONE;
}

// ---- in the child ------------------------------------------------------------------------------------------------

#define LOAD(what) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, what))
#define IF_EQUAL(value, then, otherwise) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, then, otherwise)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)

// Programs of another architecture (32 bit) have other numbers for these calls: they are left alone.
static struct sock_filter loopback_filter[] = {
    LOAD(arch),
    IF_EQUAL(OUR_ARCHITECTURE, 0, 3),
    LOAD(nr),
    IF_EQUAL(SYS_connect, 2, 0),
    IF_EQUAL(SYS_bind, 1, 0),
    RETURN(SECCOMP_RET_ALLOW),
    RETURN(SECCOMP_RET_USER_NOTIF),
};

// Of sendto only what names an address: send() is sendto() without one.
static struct sock_filter outside_filter[] = {
    LOAD(arch),
    IF_EQUAL(OUR_ARCHITECTURE, 0, 7),
    LOAD(nr),
    IF_EQUAL(SYS_connect, 6, 0),
    IF_EQUAL(SYS_sendto, 0, 4),
    LOAD(args[4]),
    IF_EQUAL(0, 0, 3),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[4]) + 4),
    IF_EQUAL(0, 0, 1),
    RETURN(SECCOMP_RET_ALLOW),
    RETURN(SECCOMP_RET_USER_NOTIF),
};

int notify_filter(enum network_rule rule) {
    struct sock_fprog program = {sizeof loopback_filter / sizeof *loopback_filter, loopback_filter};
    if (rule == RULE_OUTSIDE) {
        program = (struct sock_fprog) {sizeof outside_filter / sizeof *outside_filter, outside_filter};
    }
    // Not to be interrupted once received, where the kernel (5.19) can: a bind() that was done would be tried again.
    unsigned long flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
    long listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &program);
    if (listener < 0 && errno == EINVAL) listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
    if (listener < 0) say_degraded("network-rewrite", "the service's own addresses (seccomp)");
    return (int) listener;
}

// ---- in the parent -----------------------------------------------------------------------------------------------

bool notify_is_possible(pid_t child) {
    char byte;
    struct iovec here = {&byte, 1};
    // Any of our own bytes: the child is a copy of us.
    struct iovec there = {&say_to, 1};
    int process = (int) syscall(SYS_pidfd_open, child, 0);
    if (process < 0) return false;
    int copy = (int) syscall(SYS_pidfd_getfd, process, 0, 0);
    int error = errno;
    close(process);
    errno = error;
    if (copy < 0) return false;
    close(copy);
    return process_vm_readv(child, &here, 1, &there, 1, 0) == 1;
}

static void send_answer(const struct call *call, struct seccomp_notif_resp *response) {
    response->id = call->id;
    // ENOENT: the caller was killed meanwhile. Then nobody waits for the answer.
    (void) ioctl(call->listener, SECCOMP_IOCTL_NOTIF_SEND, response);
}

void call_continue(const struct call *call) {
    struct seccomp_notif_resp response = {.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    send_answer(call, &response);
}

void call_answer(const struct call *call, int error) {
    struct seccomp_notif_resp response = {.error = -error};
    send_answer(call, &response);
}

bool call_is_valid(const struct call *call) {
    return ioctl(call->listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &call->id) == 0;
}

#ifndef PIDFD_THREAD
#define PIDFD_THREAD O_EXCL
#endif

static pid_t leader_of(pid_t thread) {
    char path[64];
    char text[2048];
    snprintf(path, sizeof path, "/proc/%d/status", (int) thread);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    if (got <= 0) return -1;
    text[got] = '\0';
    const char *line = strstr(text, "\nTgid:");
    return line == NULL ? -1 : atoi(line + 6);
}

// A handle of the caller's process. The call's pid is that of a thread, for which older kernels give none.
int call_process(const struct call *call) {
    int process = (int) syscall(SYS_pidfd_open, call->pid, 0);
    if (process < 0) process = (int) syscall(SYS_pidfd_open, call->pid, PIDFD_THREAD);
    if (process < 0) process = (int) syscall(SYS_pidfd_open, leader_of(call->pid), 0);
    return process;
}

// The caller's socket as a descriptor of ours.
int call_socket(const struct call *call) {
    int process = call_process(call);
    if (process < 0) return -1;
    int fd = (int) syscall(SYS_pidfd_getfd, process, call->fd, 0);
    int error = errno;
    close(process);
    errno = error;
    return fd;
}

// The socket address that the call points to, out of the caller's memory.
static bool read_address(struct call *call, uint64_t pointer, uint64_t length) {
    if (length < sizeof(sa_family_t)) return false;
    call->length = (socklen_t) (length > sizeof call->address ? sizeof call->address : length);
    struct iovec here = {&call->address, call->length};
    struct iovec there = {(void *) (uintptr_t) pointer, call->length};
    return process_vm_readv(call->pid, &here, 1, &there, 1, 0) == (ssize_t) call->length;
}

static bool is_complete(const struct call *call) {
    switch (call->address.ss_family) {
        case AF_INET: return call->length >= sizeof(struct sockaddr_in);
        case AF_INET6: return call->length >= 24; // the scope came later
        default: return false;
    }
}

static enum network_rule rule;

static void answer(const struct seccomp_notif *request, int listener) {
    struct call call = {
        .listener = listener,
        .id = request->id,
        .pid = (pid_t) request->pid,
        .number = request->data.nr,
        .fd = (int) request->data.args[0],
    };
    bool is_sending = call.number == SYS_sendto;
    bool known = read_address(&call, request->data.args[is_sending ? 4 : 1], request->data.args[is_sending ? 5 : 2]);
    // Whose memory was that? Only now, with the call still waiting, it is certain to have been the caller's.
    if (!known || !is_complete(&call) || !call_is_valid(&call)) call_continue(&call);
    else if (rule == RULE_LOOPBACK) loopback_answer(&call);
    else outside_answer(&call);
}

static void *serve(void *listener_as_pointer) {
    int listener = (int) (intptr_t) listener_as_pointer;
    union {
        struct seccomp_notif request;
        char room[512]; // a newer kernel's may be longer
    } space;
    // Caller and shim hand one thing to and fro: on one processor (Linux 6.6) that is quicker. Without: as quick as it is.
    (void) ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    for (;;) {
        struct pollfd ready = {listener, POLLIN, 0};
        if (poll(&ready, 1, -1) < 0 && errno != EINTR) break;
        // Nobody is left under the filter.
        if ((ready.revents & POLLHUP) != 0) break;
        if ((ready.revents & POLLIN) == 0) continue;
        memset(&space, 0, sizeof space);
        // ENOENT: the caller was killed before we looked. EINTR: again.
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &space.request) != 0) continue;
        answer(&space.request, listener);
    }
    close(listener);
    return NULL;
}

bool thread_start(void *(*work)(void *), void *argument) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    // The deepest path reads a small file in /proc into its stack.
    pthread_attr_setstacksize(&attributes, 32 << 10);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int error = pthread_create(&thread, &attributes, work, argument);
    pthread_attr_destroy(&attributes);
    errno = error;
    return error == 0;
}

void notify_serve(pid_t child, int listener_in_child, const struct spec *spec) {
    int process = (int) syscall(SYS_pidfd_open, child, 0);
    int listener = process < 0 ? -1 : (int) syscall(SYS_pidfd_getfd, process, listener_in_child, 0);
    if (listener < 0) fail("taking over the service's listener");
    close(process);
    rule = notify_rule(spec);
    if (rule == RULE_LOOPBACK) loopback_rule(spec);
    else outside_rule(spec);
    if (!thread_start(serve, (void *) (intptr_t) listener)) fail("starting a thread");
}
