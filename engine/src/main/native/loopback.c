// Rungs 2 and 3: all services share the host's network; each has one loopback address of its own, 127.x.y.z, and
// believes that localhost is only its own.
//
// bind:    0.0.0.0, ::, 127.0.0.1, ::1 mean the own address.
// connect: 127.0.0.1, ::1 and 0.0.0.0 mean the own address. Another service's address is reached from the own one, so
//          that the other side sees who comes (PostgreSQL trusts 127.0.0.1).
// ports below 1024, which an ordinary user may not bind: port + 30000, for both sides alike.
#include "shim.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define STAND_IN 30000

static struct address own;
static struct address stack;
static int first_free_port = -1;

// ---- ports -------------------------------------------------------------------------------------------------------

static bool may_bind_any_port(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0}};
    return syscall(SYS_capget, &header, data) == 0 && (data[0].effective >> CAP_NET_BIND_SERVICE & 1) != 0;
}

static void learn_first_free_port(void) {
    char text[16] = "";
    int fd = open("/proc/sys/net/ipv4/ip_unprivileged_port_start", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) close(fd);
    first_free_port = got > 0 ? atoi(text) : 1024;
}

static bool is_privileged_port(int port) {
    if (first_free_port < 0) learn_first_free_port();
    return port > 0 && port < first_free_port;
}

int port_granted(int port) {
    return is_privileged_port(port) && port + STAND_IN < 65536 && !may_bind_any_port() ? port + STAND_IN : port;
}

// ---- what a call means -------------------------------------------------------------------------------------------

struct meaning {
    struct address address; // a version 4 address that was written as version 6 is version 4 here
    int port;
    bool is_wildcard;
    bool is_localhost;
    bool is_stacks;
};

static struct meaning meaning_of(const struct call *call) {
    static const unsigned char zeros[16];
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    static const unsigned char localhost4[4] = {127, 0, 0, 1};
    static const unsigned char localhost6[16] = {[15] = 1};
    struct meaning meaning = {.address = {.family = call->address.ss_family}};
    if (meaning.address.family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *) &call->address;
        meaning.port = ntohs(v4->sin_port);
        memcpy(meaning.address.bytes, &v4->sin_addr, 4);
    } else {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *) &call->address;
        meaning.port = ntohs(v6->sin6_port);
        memcpy(meaning.address.bytes, &v6->sin6_addr, 16);
        if (memcmp(meaning.address.bytes, mapped, sizeof mapped) == 0) {
            meaning.address.family = AF_INET;
            memmove(meaning.address.bytes, meaning.address.bytes + 12, 4);
        }
    }
    size_t length = meaning.address.family == AF_INET ? 4 : 16;
    meaning.is_wildcard = memcmp(meaning.address.bytes, zeros, length) == 0;
    meaning.is_localhost = memcmp(meaning.address.bytes, length == 4 ? localhost4 : localhost6, length) == 0;
    meaning.is_stacks = address_within(&meaning.address, &stack);
    return meaning;
}

static int option(int fd, int level, int name) {
    int value = 0;
    socklen_t length = sizeof value;
    return getsockopt(fd, level, name, &value, &length) == 0 ? value : -1;
}

// How a version 4 address is written for this socket. 0: it can't be.
static socklen_t written_for(int fd, const struct address *address, int port, struct sockaddr_storage *out) {
    if (option(fd, SOL_SOCKET, SO_DOMAIN) != AF_INET6) return address_socket(address, port, out);
    if (option(fd, IPPROTO_IPV6, IPV6_V6ONLY) == 1) return 0;
    struct address mapped = {.family = AF_INET6, .bytes = {[10] = 0xff, [11] = 0xff}};
    memcpy(mapped.bytes + 12, address->bytes, 4);
    return address_socket(&mapped, port, out);
}

// ---- bind --------------------------------------------------------------------------------------------------------

// A socket for version 6 alone, as servers open beside one for version 4: there is no version 6 address of the service.
// It gets a port that nobody knows.
static int bind_out_of_the_way(int fd) {
    struct sockaddr_in6 elsewhere = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    // Without version 6 on this machine it stays unbound, which comes to the same.
    (void) bind(fd, (struct sockaddr *) &elsewhere, sizeof elsewhere);
    return 0;
}

// A published port is open on every address of the host, and so on the service's own as well. The kernel lets the two
// stand side by side, the nearer one first, where both allow it and seem to be the same user's. So that the port can be
// published later as well, the socket allows it from now on.
static bool allow_beside(int fd) {
    struct stat socket_file;
    int yes = 1;
    if (fstat(fd, &socket_file) != 0) return false;
    if (socket_file.st_uid != geteuid() && fchown(fd, geteuid(), (gid_t) -1) != 0) return false;
    return setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) == 0;
}

// Not beside one of the service's own: that port is in use, as everywhere.
static int bind_beside(int fd, bool is_held, const struct sockaddr_storage *local, socklen_t length) {
    int no = 0;
    if (is_held || !allow_beside(fd)) return EADDRINUSE;
    if (bind(fd, (const struct sockaddr *) local, length) == 0) return 0;
    (void) setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &no, sizeof no);
    return EADDRINUSE;
}

// Servers that share a port among processes ask for it with each socket. The first one belongs to the shim's user by
// now, so the others have to as well.
static int bind_shared(int fd, const struct sockaddr_storage *local, socklen_t length) {
    return allow_beside(fd) && bind(fd, (const struct sockaddr *) local, length) == 0 ? 0 : EADDRINUSE;
}

// The service's ports, of streams and of datagrams, that we made shareable though it did not ask for it: to itself they
// are in use while something has them.
static unsigned char lent[2][65536 / 8];

static int bind_to(int fd, const struct address *address, int port) {
    struct sockaddr_storage local;
    socklen_t length = written_for(fd, address, port, &local);
    if (length == 0) return bind_out_of_the_way(fd);
    bool datagrams = option(fd, SOL_SOCKET, SO_TYPE) == SOCK_DGRAM;
    bool is_shared = option(fd, SOL_SOCKET, SO_REUSEPORT) == 1;
    unsigned char *byte = &lent[datagrams][port / 8];
    unsigned char bit = (unsigned char) (1 << port % 8);
    if (is_shared && (*byte & bit) != 0 && port_is_held(datagrams, address, port, false)) return EADDRINUSE;
    if (bind(fd, (struct sockaddr *) &local, length) != 0) {
        if (errno != EADDRINUSE) return errno;
        int error = is_shared ? bind_shared(fd, &local, length)
                              : bind_beside(fd, port_is_held(datagrams, address, port, false), &local, length);
        if (error != 0) return error;
    }
    if (port == 0) return 0;
    (void) allow_beside(fd);
    *byte = (unsigned char) (is_shared ? *byte & ~bit : *byte | bit);
    return 0;
}

static void answer_bind(const struct call *call) {
    struct meaning meaning = meaning_of(call);
    bool is_any = meaning.is_wildcard || meaning.is_localhost;
    bool concerns_us = is_any || (meaning.is_stacks && is_privileged_port(meaning.port));
    // A port of the kernel's choice on every address: a client's, which may want to reach the world.
    if (!concerns_us || (meaning.is_wildcard && meaning.port == 0)) {
        call_continue(call);
        return;
    }
    int fd = call_socket(call);
    if (fd < 0 || !call_is_valid(call)) {
        call_continue(call);
    } else {
        call_answer(call, bind_to(fd, is_any ? &own : &meaning.address, port_granted(meaning.port)));
    }
    if (fd >= 0) close(fd);
}

// ---- connect -----------------------------------------------------------------------------------------------------

struct connecting {
    struct call call;
    int fd;
    struct sockaddr_storage remote;
    socklen_t length;
};

static void *connect_slowly(void *argument) {
    struct connecting *work = argument;
    int error = connect(work->fd, (struct sockaddr *) &work->remote, work->length) == 0 ? 0 : errno;
    call_answer(&work->call, error);
    close(work->fd);
    free(work);
    return NULL;
}

// Does the caller's connect() for it, to another address than it named. Takes the descriptor.
void connect_instead(const struct call *call, int fd, const struct sockaddr_storage *remote, socklen_t length) {
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && (flags & O_NONBLOCK) == 0 && option(fd, SOL_SOCKET, SO_TYPE) == SOCK_STREAM) {
        struct connecting *work = malloc(sizeof *work);
        if (work != NULL) {
            *work = (struct connecting) {*call, fd, *remote, length};
            if (thread_start(connect_slowly, work)) return;
            free(work);
        }
    }
    // It can't block, or there is no room for a thread and it has to be done here.
    call_answer(call, connect(fd, (const struct sockaddr *) remote, length) == 0 ? 0 : errno);
    close(fd);
}

// Unless it is bound already, it comes from the own address.
static void come_from_own(int fd) {
    struct sockaddr_storage local = {0};
    socklen_t length = sizeof local;
    if (getsockname(fd, (struct sockaddr *) &local, &length) != 0) return;
    in_port_t port = local.ss_family == AF_INET6 ? ((struct sockaddr_in6 *) &local)->sin6_port
                                                 : ((struct sockaddr_in *) &local)->sin_port;
    if (port != 0) return;
    int late = 1;
    // Without it the port is chosen here instead of at connect(): fewer connections at a time, nothing else.
    (void) setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
    length = written_for(fd, &own, 0, &local);
    // Bound to the own address already by an earlier attempt: as wanted.
    if (length != 0) (void) bind(fd, (struct sockaddr *) &local, length);
}

static void answer_connect(const struct call *call) {
    struct meaning meaning = meaning_of(call);
    bool is_own = meaning.is_wildcard || meaning.is_localhost;
    if (!is_own && !meaning.is_stacks) {
        call_continue(call);
        return;
    }
    int fd = call_socket(call);
    // A name server of the host's, which listens on localhost, is reached as it is.
    bool is_name_server = fd >= 0 && meaning.port == 53 && option(fd, SOL_SOCKET, SO_TYPE) == SOCK_DGRAM;
    if (fd < 0 || is_name_server || !call_is_valid(call)) {
        call_continue(call);
        if (fd >= 0) close(fd);
        return;
    }
    int port = port_granted(meaning.port);
    if (!is_own) come_from_own(fd);
    if (!is_own && port == meaning.port) {
        call_continue(call);
        close(fd);
        return;
    }
    struct sockaddr_storage remote;
    socklen_t length = written_for(fd, is_own ? &own : &meaning.address, port, &remote);
    if (length != 0) {
        connect_instead(call, fd, &remote, length);
        return;
    }
    call_answer(call, ECONNREFUSED);
    close(fd);
}

void loopback_rule(const struct spec *spec) {
    errno = 0;
    const char *text = spec_need(spec, "own");
    if (!address_parse(text, &own) || own.family != AF_INET) fail("not an address: %s", text);
    const char *net = spec_one(spec, "stack");
    if (!address_parse(net == NULL ? text : net, &stack)) fail("not an address: %s", net);
    learn_first_free_port();
}

void loopback_answer(const struct call *call) {
    if (call->number == SYS_bind) answer_bind(call);
    else answer_connect(call);
}
