// Published ports: what arrives on the host's address goes to the service, and back. A process of its own, beside the
// shim, so that neither a busy connection nor its end disturbs the service's output; it ends with the shim.
//
// Bytes go from socket to pipe to socket inside the kernel (splice). A pipe belongs to a connection only while there is
// something in it, so an idle connection costs two descriptors and a hundred bytes.
#include "shim.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define MOST_PORTS 256
#define AT_ONCE (256 << 10) // as much as one direction may have under way
#define TURNS 16            // pieces before the others have their turn

static struct published ports[MOST_PORTS];
static int port_count;
static struct address source; // where connections to the service come from; family 0: as the kernel chooses
static int epoll = -1;

// ---- opening -----------------------------------------------------------------------------------------------------

static int listen_on(const char *protocol, const char *ip, const char *port) {
    struct address address;
    struct sockaddr_storage local;
    errno = 0;
    if (!address_parse(ip, &address)) fail("not an address: %s", ip);
    socklen_t length = address_socket(&address, (int) number(port, "a port"), &local);
    bool datagrams = strcmp(protocol, "udp") == 0;
    int type = (datagrams ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK;
    int listener = socket(address.family, type, 0);
    if (listener < 0) fail("publish %s %s %s", protocol, ip, port);
    int yes = 1;
    if (address.family == AF_INET6 && setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes) != 0) {
        fail("publish %s %s %s", protocol, ip, port);
    }
    // A port whose last connections are still being forgotten is free. (For datagrams it would mean sharing.)
    if (!datagrams && setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0) {
        fail("publish %s %s %s", protocol, ip, port);
    }
    if (bind(listener, (struct sockaddr *) &local, length) != 0) {
        // Services of ours that have the port at their own addresses only allow it beside them (loopback.c).
        if (errno != EADDRINUSE || port_is_held(datagrams, &address, (int) number(port, "a port"), true)
                || setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0
                || bind(listener, (struct sockaddr *) &local, length) != 0) {
            errno = EADDRINUSE;
            fail("publish %s %s %s", protocol, ip, port);
        }
    }
    if (!datagrams && listen(listener, 1024) != 0) fail("publish %s %s %s", protocol, ip, port);
    // Only now, so that nobody else's port was taken along: a service of ours may listen on the same port at its own
    // address (loopback.c), as with 8080:8080.
    if (setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0) fail("publish %s %s %s", protocol, ip, port);
    return listener;
}

static void open_port(const char *const values[SPEC_VALUES], bool port_rule) {
    struct address target;
    errno = 0;
    if (port_count == MOST_PORTS) fail("more than %d published ports", MOST_PORTS);
    if (!address_parse(values[3], &target)) fail("not an address: %s", values[3]);
    struct published *port = &ports[port_count++];
    int wanted = (int) number(values[4], "a port");
    port->listener = listen_on(values[0], values[1], values[2]);
    port->datagrams = strcmp(values[0], "udp") == 0;
    port->target_length = address_socket(&target, port_rule ? port_granted(wanted) : wanted, &port->target);
}

// ---- connections -------------------------------------------------------------------------------------------------

struct way {
    int pipe[2]; // -1 while nothing is under way
    size_t under_way;
    bool at_end; // no more comes from its source
    bool closed; // and its target knows
};

struct connection {
    int fds[2]; // 0: the client, 1: the service
    bool is_connected;
    struct way ways[2]; // ways[i]: from fds[i] to the other
    struct connection *next_dead;
};

// epoll's tags: the connection, with the lowest bit telling which of its two sockets.
static void *tag(struct connection *connection, int side) {
    return (void *) ((uintptr_t) connection | (uintptr_t) side);
}

// A few empty pipes are kept at hand.
#define SPARE 16
static int spare[SPARE][2];
static int spare_count;

static bool take_pipe(struct way *way) {
    if (way->pipe[0] >= 0) return true;
    if (spare_count > 0) {
        memcpy(way->pipe, spare[--spare_count], sizeof way->pipe);
        return true;
    }
    if (pipe2(way->pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        way->pipe[0] = way->pipe[1] = -1;
        return false;
    }
    // Without the room: more, smaller steps.
    (void) fcntl(way->pipe[1], F_SETPIPE_SZ, AT_ONCE);
    return true;
}

static void give_pipe_back(struct way *way) {
    if (way->pipe[0] < 0) return;
    if (way->under_way == 0 && spare_count < SPARE) {
        memcpy(spare[spare_count++], way->pipe, sizeof way->pipe);
    } else {
        close(way->pipe[0]);
        close(way->pipe[1]);
    }
    way->pipe[0] = way->pipe[1] = -1;
}

// Freed only after all events of a round were looked at: a later one may still carry its tag.
static struct connection *dead;

static void end_connection(struct connection *connection, bool abruptly) {
    if (connection->fds[0] < 0) return;
    for (int side = 0; side < 2; side++) {
        struct linger now = {1, 0};
        if (abruptly) (void) setsockopt(connection->fds[side], SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close(connection->fds[side]);
        connection->fds[side] = -1;
        give_pipe_back(&connection->ways[side]);
    }
    connection->next_dead = dead;
    dead = connection;
}

static void bury(void) {
    while (dead != NULL) {
        struct connection *next = dead->next_dead;
        free(dead);
        dead = next;
    }
}

enum progress { WAITS, MOVES, BROKEN };

static enum progress take_in(struct way *way, int from) {
    if (way->at_end || way->under_way >= AT_ONCE) return WAITS;
    if (!take_pipe(way)) return BROKEN;
    ssize_t got = splice(from, NULL, way->pipe[1], NULL, AT_ONCE - way->under_way, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    if (got > 0) {
        way->under_way += (size_t) got;
        return MOVES;
    }
    if (got == 0) {
        way->at_end = true;
        return MOVES;
    }
    return errno == EAGAIN || errno == EINTR ? WAITS : BROKEN;
}

static enum progress give_out(struct way *way, int to) {
    if (way->under_way == 0) return WAITS;
    ssize_t sent = splice(way->pipe[0], NULL, to, NULL, way->under_way, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    if (sent > 0) {
        way->under_way -= (size_t) sent;
        return MOVES;
    }
    return sent < 0 && (errno == EAGAIN || errno == EINTR) ? WAITS : BROKEN;
}

// Moves what can be moved one way. False when the connection is broken.
static bool move(struct connection *connection, int from, bool *is_hungry) {
    struct way *way = &connection->ways[from];
    for (int turn = 0; turn < TURNS; turn++) {
        enum progress in = take_in(way, connection->fds[from]);
        enum progress out = in == BROKEN ? BROKEN : give_out(way, connection->fds[1 - from]);
        if (in == BROKEN || out == BROKEN) return false;
        if (way->at_end && way->under_way == 0) break;
        if (in == WAITS && out == WAITS) {
            if (way->under_way == 0) give_pipe_back(way);
            return true;
        }
        *is_hungry = turn == TURNS - 1;
    }
    if (way->at_end && way->under_way == 0 && !way->closed) {
        way->closed = true;
        give_pipe_back(way);
        // The other side may be gone already, which its own event tells.
        (void) shutdown(connection->fds[1 - from], SHUT_WR);
    }
    return true;
}

// Edge-triggered events tell of changes only: asked again (EPOLL_CTL_MOD), they tell of what is still there.
static bool watch(struct connection *connection, int operation) {
    bool done = true;
    for (int side = 0; side < 2; side++) {
        struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = tag(connection, side)};
        done &= epoll_ctl(epoll, operation, connection->fds[side], &event) == 0;
    }
    return done;
}

static int error_of(int fd) {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

static void on_connection(struct connection *connection, int side, uint32_t events) {
    if (connection->fds[0] < 0) return;
    if (!connection->is_connected) {
        if (side == 1 && (events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0) {
            if (error_of(connection->fds[1]) != 0) {
                end_connection(connection, true); // refused: as if nobody listened here
                return;
            }
            connection->is_connected = true;
        } else if (side == 0 && (events & (EPOLLERR | EPOLLHUP)) != 0) {
            end_connection(connection, true);
            return;
        } else {
            return;
        }
    }
    bool is_hungry = false;
    if (!move(connection, 0, &is_hungry) || !move(connection, 1, &is_hungry)) end_connection(connection, true);
    else if (connection->ways[0].closed && connection->ways[1].closed) end_connection(connection, false);
    else if (is_hungry) (void) watch(connection, EPOLL_CTL_MOD);
}

static int connect_to(const struct published *port) {
    int fd = socket(port->target.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    int yes = 1;
    (void) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (source.family == port->target.ss_family) {
        struct sockaddr_storage local;
        socklen_t length = address_socket(&source, 0, &local);
        (void) setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
        // An address that is not there (any more): better from another one than not at all.
        (void) bind(fd, (struct sockaddr *) &local, length);
    }
    if (connect(fd, (const struct sockaddr *) &port->target, port->target_length) != 0 && errno != EINPROGRESS) {
        close(fd);
        return -1;
    }
    return fd;
}

static void refuse(int client) {
    struct linger now = {1, 0};
    (void) setsockopt(client, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(client);
}

// A port that is published as the number that the service listens on, on every address, is open on the service's own as
// well. Who comes there while the service does not listen (we ourselves, mostly) finds nobody: passed on, it would come
// back to us without end.
static bool is_service_address(int client, const struct published *port) {
    struct sockaddr_storage reached = {0};
    socklen_t length = sizeof reached;
    if (getsockname(client, (struct sockaddr *) &reached, &length) != 0) return false;
    if (reached.ss_family != AF_INET || port->target.ss_family != AF_INET) return false;
    const struct sockaddr_in *here = (const struct sockaddr_in *) &reached;
    const struct sockaddr_in *target = (const struct sockaddr_in *) &port->target;
    return here->sin_port == target->sin_port && here->sin_addr.s_addr == target->sin_addr.s_addr;
}

static void welcome(int client, const struct published *port) {
    int yes = 1;
    if (is_service_address(client, port)) {
        refuse(client);
        return;
    }
    (void) setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    int service = connect_to(port);
    struct connection *connection = service < 0 ? NULL : calloc(1, sizeof *connection);
    if (connection == NULL) {
        if (service >= 0) close(service);
        refuse(client);
        return;
    }
    connection->fds[0] = client;
    connection->fds[1] = service;
    for (int side = 0; side < 2; side++) connection->ways[side].pipe[0] = connection->ways[side].pipe[1] = -1;
    if (!watch(connection, EPOLL_CTL_ADD)) end_connection(connection, true);
}

static bool is_paused;

static void watch_listeners(bool on) {
    for (int i = 0; i < port_count; i++) {
        if (ports[i].datagrams) continue;
        struct epoll_event event = {.events = on ? EPOLLIN : 0, .data.ptr = &ports[i]};
        (void) epoll_ctl(epoll, EPOLL_CTL_MOD, ports[i].listener, &event);
    }
    is_paused = !on;
}

static void on_listener(const struct published *port) {
    for (int i = 0; i < 64; i++) {
        int client = accept4(port->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client >= 0) {
            welcome(client, port);
            continue;
        }
        // Out of descriptors: who waits goes on waiting until some are free again.
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) watch_listeners(false);
        return;
    }
}

// ---- the process -------------------------------------------------------------------------------------------------

static bool is_listener(const void *where) {
    return (const char *) where >= (const char *) ports && (const char *) where < (const char *) (ports + port_count);
}

static void on_event(const struct epoll_event *event) {
    void *where = event->data.ptr;
    if (is_listener(where)) {
        on_listener(where);
    } else if (!datagrams_event(epoll, where)) {
        struct connection *connection = (struct connection *) ((uintptr_t) where & ~(uintptr_t) 1);
        on_connection(connection, (int) ((uintptr_t) where & 1), event->events);
    }
}

_Noreturn static void relay(void) {
    struct epoll_event events[64];
    for (;;) {
        int count = epoll_wait(epoll, events, 64, is_paused ? 100 : datagrams_pause());
        for (int i = 0; i < count; i++) on_event(&events[i]);
        bury();
        if (is_paused) watch_listeners(true);
        datagrams_expire();
    }
}

static void watch_ports(void) {
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) fail("making an epoll");
    for (int i = 0; i < port_count; i++) {
        if (ports[i].datagrams) {
            datagrams_watch(epoll, &ports[i], &source);
            continue;
        }
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &ports[i]};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, ports[i].listener, &event) != 0) fail("watching a published port");
    }
}

static void keep_only_what_is_needed(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void) setrlimit(RLIMIT_NOFILE, &limit);
    }
    // The log and the state are the shim's alone: a relay that lingers must not hold a rotated log open.
    for (int fd = 3; fd < 64 + MOST_PORTS; fd++) {
        bool needed = fd == say_to;
        for (int i = 0; i < port_count; i++) needed |= ports[i].listener == fd;
        if (!needed) (void) close(fd);
    }
}

// Passes on what the relay has to say against itself; silence is consent.
static void hear(int ready) {
    char text[1024];
    size_t used = 0;
    for (ssize_t got; used < sizeof text; used += (size_t) got) {
        got = read(ready, text + used, sizeof text - used);
        if (got < 0 && errno == EINTR) got = 0;
        else if (got <= 0) break;
    }
    close(ready);
    if (used == 0) return;
    write_all(say_to, text, used);
    _exit(1);
}

pid_t relay_start(const struct spec *spec) {
    const char *values[SPEC_VALUES];
    bool is_joined = spec_number(spec, "rung", 3) == 1;
    for (size_t cursor = 0; spec_next(spec, "publish", &cursor, values);) open_port(values, !is_joined);
    if (port_count == 0) return 0;
    const char *from = spec_one(spec, "relay_source");
    errno = 0;
    if (from != NULL && !address_parse(from, &source)) fail("not an address: %s", from);
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0) fail("making a pipe");
    pid_t shim = getpid();
    pid_t process = fork();
    if (process < 0) fail("forking");
    if (process == 0) {
        say_to = ready[1];
        keep_only_what_is_needed();
        prctl(PR_SET_NAME, "hauban-relay", 0, 0, 0);
        // On rung 1 the service is reached from within its stack's network.
        if (is_joined) namespaces_enter_holder(spec);
        // After that, which clears it as a change of identity does.
        if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) fail("binding the relay to its shim");
        if (getppid() != shim) _exit(1);
        signal(SIGPIPE, SIG_IGN);
        watch_ports();
        struct spec copy = *spec;
        spec_forget(&copy);
        close(ready[1]);
        relay();
    }
    close(ready[1]);
    hear(ready[0]);
    for (int i = 0; i < port_count; i++) close(ports[i].listener);
    return process;
}
