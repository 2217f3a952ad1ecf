// Published UDP ports. Datagrams know no connections: whoever sends gets a session, a socket of its own towards the
// service, that is forgotten after a silence.
#include "shim.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_SESSIONS 4096
#define SILENCE 60 // seconds
#define AT_ONCE 64

struct tag {
    enum { PORT, SESSION } kind;
};

struct session {
    struct tag tag;
    struct port *port;
    int fd;
    struct sockaddr_storage client;
    socklen_t client_length;
    time_t last;
    struct session *next;
};

struct port {
    struct tag tag;
    const struct published *published;
    const struct address *source;
    struct port *next;
};

static struct port *ports;
static struct session *sessions;
static int session_count;
static char datagram[65536];

static time_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

void datagrams_watch(int epoll, struct published *published, const struct address *source) {
    struct port *port = malloc(sizeof *port);
    if (port == NULL) fail("no memory for a published port");
    *port = (struct port) {{PORT}, published, source, ports};
    ports = port;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = port};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, published->listener, &event) != 0) fail("watching a published port");
}

static void forget(struct session **link) {
    struct session *session = *link;
    *link = session->next;
    close(session->fd);
    free(session);
    session_count--;
}

static void forget_the_most_silent(void) {
    struct session **oldest = &sessions;
    for (struct session **link = &sessions; *link != NULL; link = &(*link)->next) {
        if ((*link)->last < (*oldest)->last) oldest = link;
    }
    if (*oldest != NULL) forget(oldest);
}

static struct session *open_session(int epoll, struct port *port, const struct sockaddr_storage *client, socklen_t length) {
    const struct published *published = port->published;
    int fd = socket(published->target.ss_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return NULL;
    if (port->source->family == published->target.ss_family) {
        struct sockaddr_storage local;
        socklen_t local_length = address_socket(port->source, 0, &local);
        // As for connections: better from another address than not at all.
        (void) bind(fd, (struct sockaddr *) &local, local_length);
    }
    struct session *session = calloc(1, sizeof *session);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = session};
    if (session == NULL || connect(fd, (const struct sockaddr *) &published->target, published->target_length) != 0
            || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        free(session);
        close(fd);
        return NULL;
    }
    *session = (struct session) {{SESSION}, port, fd, *client, length, now(), sessions};
    sessions = session;
    session_count++;
    return session;
}

static struct session *session_of(int epoll, struct port *port, const struct sockaddr_storage *client, socklen_t length) {
    for (struct session **link = &sessions; *link != NULL; link = &(*link)->next) {
        struct session *session = *link;
        if (session->port != port || session->client_length != length || memcmp(&session->client, client, length) != 0) {
            continue;
        }
        // To the front: who speaks is found first.
        *link = session->next;
        session->next = sessions;
        sessions = session;
        return session;
    }
    return open_session(epoll, port, client, length);
}

// Our own, come back from a port that is published as the number that the service listens on, on every address, while the
// service does not listen: passed on, it would go round without end.
static bool is_ours(const struct port *port, const struct sockaddr_storage *client) {
    return client->ss_family == AF_INET && port->source->family == AF_INET
            && memcmp(&((const struct sockaddr_in *) client)->sin_addr, port->source->bytes, 4) == 0;
}

static void to_service(int epoll, struct port *port) {
    for (int i = 0; i < AT_ONCE; i++) {
        struct sockaddr_storage client = {0};
        socklen_t length = sizeof client;
        ssize_t got = recvfrom(port->published->listener, datagram, sizeof datagram, 0, (struct sockaddr *) &client, &length);
        if (got < 0) return;
        if (is_ours(port, &client)) continue;
        struct session *session = session_of(epoll, port, &client, length);
        if (session == NULL) continue; // lost, as datagrams may be
        session->last = now();
        // Nobody there, or no room: lost.
        (void) send(session->fd, datagram, (size_t) got, MSG_NOSIGNAL);
    }
}

static void to_client(struct session *session) {
    for (int i = 0; i < AT_ONCE; i++) {
        ssize_t got = recv(session->fd, datagram, sizeof datagram, 0);
        if (got < 0) return;
        session->last = now();
        (void) sendto(session->port->published->listener, datagram, (size_t) got, MSG_NOSIGNAL,
                (struct sockaddr *) &session->client, session->client_length);
    }
}

bool datagrams_event(int epoll, void *where) {
    for (struct port *port = ports; port != NULL; port = port->next) {
        if (port == where) {
            to_service(epoll, port);
            return true;
        }
    }
    for (struct session *session = sessions; session != NULL; session = session->next) {
        if (session == where) {
            to_client(session);
            return true;
        }
    }
    return false;
}

// Sessions end between rounds of events only, when nothing refers to them any more.
void datagrams_expire(void) {
    while (session_count > MOST_SESSIONS) forget_the_most_silent();
    static time_t last;
    time_t present = now();
    if (sessions == NULL || present - last < 10) return;
    last = present;
    struct session **link = &sessions;
    while (*link != NULL) {
        if (present - (*link)->last > SILENCE) forget(link);
        else link = &(*link)->next;
    }
}

int datagrams_pause(void) {
    return sessions == NULL ? -1 : 10000;
}
