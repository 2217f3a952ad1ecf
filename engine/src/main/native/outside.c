// Rung 1: a service's network has no way out. When it connects to an address outside of its stack, the shim, which
// lives in the host's network, makes a socket of the same kind there and puts it in the place of the service's own;
// then the kernel goes on with the call. No packet passes through us.
#include "shim.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 64
static struct address inside[MOST];
static int inside_count;
static struct address hosts[8]; // outside, though they look like inside: a name server on the host's localhost
static int hosts_count;
static struct address host; // this address means the host's localhost
static uint64_t hosts_cookie;

#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE 71
#endif

// Which network namespace a socket is of; 0 where the kernel (5.14) doesn't tell.
static uint64_t cookie_of(int fd) {
    uint64_t cookie = 0;
    socklen_t length = sizeof cookie;
    return getsockopt(fd, SOL_SOCKET, SO_NETNS_COOKIE, &cookie, &length) == 0 ? cookie : 0;
}

static void add(struct address *list, int *count, int most, const char *text) {
    errno = 0;
    if (*count == most) fail("too many addresses");
    if (!address_parse(text, &list[(*count)++])) fail("not an address: %s", text);
}

void outside_rule(const struct spec *spec) {
    static const char *const always[] = {"127.0.0.0/8", "::1", "0.0.0.0/8", "::", "224.0.0.0/4", "255.255.255.255",
        "169.254.0.0/16", "fe80::/10", "ff00::/8"};
    const char *values[SPEC_VALUES];
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) add(inside, &inside_count, MOST, always[i]);
    for (size_t cursor = 0; spec_next(spec, "inside", &cursor, values);) add(inside, &inside_count, MOST, values[0]);
    for (size_t cursor = 0; spec_next(spec, "outside", &cursor, values);) add(hosts, &hosts_count, 8, values[0]);
    const char *alias = spec_one(spec, "host");
    errno = 0;
    if (alias != NULL && !address_parse(alias, &host)) fail("not an address: %s", alias);
    int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (probe >= 0) {
        hosts_cookie = cookie_of(probe);
        close(probe);
    }
}

static bool is_in(const struct address *address, const struct address *list, int count) {
    for (int i = 0; i < count; i++) {
        if (address_within(address, &list[i])) return true;
    }
    return false;
}

// A version 4 address that was written as version 6 is version 4 here.
static struct address address_of(const struct call *call) {
    struct address address = {.family = call->address.ss_family, .prefix = 32};
    if (address.family == AF_INET) {
        memcpy(address.bytes, &((const struct sockaddr_in *) &call->address)->sin_addr, 4);
        return address;
    }
    const struct in6_addr *v6 = &((const struct sockaddr_in6 *) &call->address)->sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(v6)) {
        address.family = AF_INET;
        memcpy(address.bytes, v6->s6_addr + 12, 4);
    } else {
        address.prefix = 128;
        memcpy(address.bytes, v6->s6_addr, 16);
    }
    return address;
}

// ---- a socket of the same kind -----------------------------------------------------------------------------------

static int option(int fd, int level, int name) {
    int value = -1;
    socklen_t length = sizeof value;
    return getsockopt(fd, level, name, &value, &length) == 0 ? value : -1;
}

// What programs set before they connect. Options of another protocol than the socket's are refused, which is right.
static void copy_options(int from, int to) {
    static const struct {
        int level;
        int name;
    } options[] = {
        {SOL_SOCKET, SO_KEEPALIVE}, {SOL_SOCKET, SO_REUSEADDR}, {SOL_SOCKET, SO_OOBINLINE}, {SOL_SOCKET, SO_BROADCAST},
        {SOL_SOCKET, SO_PRIORITY}, {IPPROTO_TCP, TCP_NODELAY}, {IPPROTO_TCP, TCP_KEEPIDLE}, {IPPROTO_TCP, TCP_KEEPINTVL},
        {IPPROTO_TCP, TCP_KEEPCNT}, {IPPROTO_TCP, TCP_USER_TIMEOUT}, {IPPROTO_TCP, TCP_SYNCNT},
        {IPPROTO_TCP, TCP_QUICKACK}, {IPPROTO_IP, IP_TOS}, {IPPROTO_IP, IP_TTL}, {IPPROTO_IP, IP_RECVERR},
        {IPPROTO_IP, IP_PKTINFO}, {IPPROTO_IP, IP_MTU_DISCOVER}, {IPPROTO_IPV6, IPV6_V6ONLY},
        {IPPROTO_IPV6, IPV6_RECVERR}, {IPPROTO_IPV6, IPV6_TCLASS}, {IPPROTO_IPV6, IPV6_RECVPKTINFO},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        int value = option(from, options[i].level, options[i].name);
        if (value < 0 || value == option(to, options[i].level, options[i].name)) continue;
        (void) setsockopt(to, options[i].level, options[i].name, &value, sizeof value);
    }
    static const int timeouts[] = {SO_RCVTIMEO, SO_SNDTIMEO};
    for (size_t i = 0; i < 2; i++) {
        struct timeval limit;
        socklen_t length = sizeof limit;
        if (getsockopt(from, SOL_SOCKET, timeouts[i], &limit, &length) != 0 || length != sizeof limit) continue;
        if (limit.tv_sec != 0 || limit.tv_usec != 0) (void) setsockopt(to, SOL_SOCKET, timeouts[i], &limit, length);
    }
    struct linger linger;
    socklen_t length = sizeof linger;
    if (getsockopt(from, SOL_SOCKET, SO_LINGER, &linger, &length) == 0 && linger.l_onoff != 0) {
        (void) setsockopt(to, SOL_SOCKET, SO_LINGER, &linger, length);
    }
}

// -1: not a kind that we replace, or not to be had.
static int socket_like(int old) {
    int domain = option(old, SOL_SOCKET, SO_DOMAIN);
    int type = option(old, SOL_SOCKET, SO_TYPE);
    int protocol = option(old, SOL_SOCKET, SO_PROTOCOL);
    if ((type != SOCK_STREAM || protocol != IPPROTO_TCP) && (type != SOCK_DGRAM || protocol != IPPROTO_UDP)) return -1;
    int made = socket(domain, type | SOCK_CLOEXEC, protocol);
    if (made < 0) return -1;
    copy_options(old, made);
    int flags = fcntl(old, F_GETFL);
    if (flags >= 0 && (flags & O_NONBLOCK) != 0) (void) fcntl(made, F_SETFL, O_NONBLOCK);
    return made;
}

static bool is_close_on_exec(const struct call *call) {
    char path[64];
    char text[256];
    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", (int) call->pid, call->fd);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) close(fd);
    if (got <= 0) return true;
    text[got] = '\0';
    const char *line = strstr(text, "flags:");
    return line == NULL || (strtoul(line + 6, NULL, 8) & O_CLOEXEC) != 0;
}

// ---- epoll -------------------------------------------------------------------------------------------------------

// Some programs (nginx) put a socket under epoll before they connect it. That belongs to the old socket and vanishes
// with it: so it is looked up before and repeated for the new one.
struct watching {
    int epoll; // the caller's number of it
    struct epoll_event event;
};
#define MOST_WATCHING 8

static int watchings_in(const struct call *call, int epoll, struct watching *found) {
    char path[64];
    char line[256];
    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", (int) call->pid, epoll);
    FILE *info = fopen(path, "re");
    if (info == NULL) return 0;
    int count = 0;
    while (count == 0 && fgets(line, sizeof line, info) != NULL) {
        int fd;
        unsigned events;
        unsigned long long data;
        if (sscanf(line, "tfd: %d events: %x data: %llx", &fd, &events, &data) != 3 || fd != call->fd) continue;
        *found = (struct watching) {epoll, {.events = events, .data.u64 = data}};
        count = 1;
    }
    fclose(info);
    return count;
}

static int watchings_of(const struct call *call, struct watching found[MOST_WATCHING]) {
    char path[64];
    int count = 0;
    snprintf(path, sizeof path, "/proc/%d/fd", (int) call->pid);
    DIR *list = opendir(path);
    if (list == NULL) return 0;
    for (struct dirent *entry; count < MOST_WATCHING && (entry = readdir(list)) != NULL;) {
        char link[64];
        ssize_t got = readlinkat(dirfd(list), entry->d_name, link, sizeof link - 1);
        if (got <= 0) continue;
        link[got] = '\0';
        if (strcmp(link, "anon_inode:[eventpoll]") == 0) count += watchings_in(call, atoi(entry->d_name), &found[count]);
    }
    closedir(list);
    return count;
}

// epoll knows a socket by its number too, and that must be the caller's: so this is done in a process of its own, in
// which that number is free to be taken.
static void watch_again(const struct call *call, int made, const struct watching *watchings, int count) {
    pid_t worker = fork();
    if (worker < 0) return;
    if (worker > 0) {
        int status;
        while (waitpid(worker, &status, 0) < 0 && errno == EINTR) continue;
        return;
    }
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void) setrlimit(RLIMIT_NOFILE, &limit);
    }
    int process = fcntl(call_process(call), F_DUPFD_CLOEXEC, call->fd + 1);
    int keep = fcntl(made, F_DUPFD_CLOEXEC, call->fd + 1);
    for (int i = 0; i < count && process >= 0 && keep >= 0; i++) {
        int taken = (int) syscall(SYS_pidfd_getfd, process, watchings[i].epoll, 0);
        int epoll = fcntl(taken, F_DUPFD_CLOEXEC, call->fd + 1);
        struct epoll_event event = watchings[i].event;
        if (epoll < 0 || dup2(keep, call->fd) < 0) continue;
        (void) epoll_ctl(epoll, EPOLL_CTL_ADD, call->fd, &event);
    }
    _exit(0);
}

// ---- the answer --------------------------------------------------------------------------------------------------

static bool put_in_place(const struct call *call, int made) {
    struct seccomp_notif_addfd place = {
        .id = call->id,
        .flags = SECCOMP_ADDFD_FLAG_SETFD,
        .srcfd = (uint32_t) made,
        .newfd = (uint32_t) call->fd,
        .newfd_flags = is_close_on_exec(call) ? O_CLOEXEC : 0,
    };
    return ioctl(call->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &place) >= 0;
}

// Puts a socket of the host's network in the place of the caller's; answers ours of it, or -1.
static int replace(const struct call *call) {
    struct watching watchings[MOST_WATCHING];
    int old = call_socket(call);
    if (old < 0) return -1;
    // It has been replaced before: this is another attempt, or the question how the first one went.
    uint64_t cookie = cookie_of(old);
    if (cookie != 0 && cookie == hosts_cookie) return old;
    int made = socket_like(old);
    if (made < 0) {
        close(old);
        return -1;
    }
    int count = watchings_of(call, watchings);
    bool done = put_in_place(call, made);
    close(old);
    if (!done) {
        close(made);
        return -1;
    }
    if (count > 0) watch_again(call, made, watchings, count);
    return made;
}

void outside_answer(const struct call *call) {
    struct address address = address_of(call);
    bool is_host = host.family != 0 && address_within(&address, &host);
    bool is_hosts_own = is_in(&address, hosts, hosts_count);
    if (!is_host && !is_hosts_own && is_in(&address, inside, inside_count)) {
        call_continue(call);
        return;
    }
    int made = replace(call);
    if (made >= 0 && is_host && call->number == SYS_connect) {
        struct sockaddr_storage remote = call->address;
        if (remote.ss_family == AF_INET) ((struct sockaddr_in *) &remote)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        else memcpy(((struct sockaddr_in6 *) &remote)->sin6_addr.s6_addr + 12, (unsigned char[]) {127, 0, 0, 1}, 4);
        connect_instead(call, made, &remote, call->length);
        return;
    }
    call_continue(call);
    if (made >= 0) close(made);
}
