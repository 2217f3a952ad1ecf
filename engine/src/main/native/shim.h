// What the parts of the shim know of one another. One concern a file; this header is their table of contents.
#ifndef HAUBAN_SHIM_H
#define HAUBAN_SHIM_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>

// ---- say.c: every failure in one line of words -------------------------------------------------------------------

// Where this process tells its caller what became of it: a pipe to whoever started it.
extern int say_to;

// "degraded <code> <text>": it goes on without, and the user is told.
void say_degraded(const char *code, const char *format, ...) __attribute__((format(printf, 2, 3)));
// "error <text>: <errno's text>" and the end of this process. An errno of 0 adds nothing.
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
// Writes all of it, however often the kernel takes only a part.
bool write_all(int fd, const void *data, size_t length);

// ---- spec.c: what the caller wants, as NUL-terminated tokens -----------------------------------------------------

#define SPEC_VALUES 5
struct spec {
    char *data;
    size_t length;
    size_t capacity;
};

void spec_read(struct spec *spec, int fd);
void spec_read_exactly(struct spec *spec, int fd, size_t length);
// From HAUBAN_SPEC_0, HAUBAN_SPEC_1 … (hexadecimal), for callers whose standard input belongs to the command.
void spec_from_environment(struct spec *spec);
// Forgets it, secrets first.
void spec_forget(struct spec *spec);
// The value of a key that stands once, or null.
const char *spec_one(const struct spec *spec, const char *key);
const char *spec_need(const struct spec *spec, const char *key);
bool spec_has(const struct spec *spec, const char *key);
long spec_number(const struct spec *spec, const char *key, long otherwise);
// The next of the keys of this name; start with *cursor = 0.
bool spec_next(const struct spec *spec, const char *key, size_t *cursor, const char *values[SPEC_VALUES]);
size_t spec_count(const struct spec *spec, const char *key);
long number(const char *text, const char *what);

// ---- state.c: durable files in the instance's folder -------------------------------------------------------------

unsigned long long start_time(pid_t pid);
void state_open(const char *folder);
void state_write(const char *name, const char *text);
void state_remove(const char *name);
// Takes the room of the exit file now, so that a full disk can't hide how a service ended.
void state_reserve_exit(void);
// False, with errno, when it could not be written: the caller tells it in the log.
bool state_write_exit(int wait_status);
void now_text(char text[64], const struct timespec *now);

// ---- logs.c: output with stream and time, rotated by size --------------------------------------------------------

void logs_open(const char *base, long long max_bytes, int files);
// Reads what is there. False at the end of the stream.
bool logs_take(int fd, int stream);
void logs_flush(void);
// A line of the shim's own, as stream s.
void logs_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void logs_end(void);

// ---- tree.c: the whole process tree ------------------------------------------------------------------------------

// Kills every descendant of this process but `spared` until none is left. True, and its status, when `awaited` ended.
bool tree_kill(pid_t spared, pid_t awaited, int *status);
// Reaps what has ended; true (and its status) when `awaited` was among them.
bool tree_reap(pid_t awaited, int *status);

// ---- child.c: what happens between fork and exec -----------------------------------------------------------------

enum network_rule { RULE_NONE, RULE_LOOPBACK, RULE_OUTSIDE };

struct child {
    pid_t pid;
    int status; // the child tells: errors, what is degraded, ready, its listener
    int go;     // the parent lets it go on
    int listener;
};

void child_limits(const struct spec *spec);
void child_identity(const struct spec *spec, bool in_user_namespace);
_Noreturn void child_exec(const struct spec *spec);
void signals_as_at_birth(void);

// ---- namespaces.c: user namespaces and entering those of a running process ---------------------------------------

void user_namespace_new(uid_t inside_uid, gid_t inside_gid, int further_flags);
bool is_privileged(void);
// Rungs 1 and 2, in the child. True when a user namespace has made it the wanted user already.
bool namespaces_make(const struct spec *spec, long rung);
void namespaces_enter_holder(const struct spec *spec);
// True when that made it another user already.
bool namespaces_enter_service(pid_t pid, const struct spec *spec);

// ---- paths.c: paths and the folders on them ----------------------------------------------------------------------

// The host's top folders of these names are not there for a service.
#define OWN_FOLDERS 4
extern const char *const own_folders[OWN_FOLDERS];
// Two texts after a format; good until the third further call.
const char *join(const char *format, const char *one, const char *two);
void folder(const char *path, mode_t mode);
void folders(const char *path);
void parent_folders(const char *path);
void empty_file(const char *path);
bool is_below(const char *path, const char *above);
// Follows the host's links; the caller's to keep.
char *resolve(const char *asked);

// ---- tops.c: what stands at the top of the host's tree, and what of it a service sees -----------------------------

enum top { NOT_THERE, KERNELS, OWN, LAYERED, EMPTY, LINK };
void tops_learn(const struct spec *spec);
enum top kind_of_top(const char *name);
void each_top(void (*visit)(const char *name));

// ---- mounts.c: the service's own view of the files (rungs 1 and 2) -----------------------------------------------

void mounts_make(const struct spec *spec, bool user_namespace);

// ---- netlink.c, network.c, ports.c: bridges and interfaces (rung 1), ports ---------------------------------------

struct address {
    int family;
    unsigned char bytes[16];
    int prefix;
};

bool address_parse(const char *text, struct address *address);
bool address_within(const struct address *address, const struct address *net);
socklen_t address_socket(const struct address *address, int port, struct sockaddr_storage *out);

// Whether a socket of the host has the port at exactly this address (a listening one, if not for datagrams), or at
// everybody's.
bool port_is_held(bool datagrams, const struct address *address, int port, bool or_everybodys);

int netlink_open(void);
int netlink_index(int netlink, const char *name);
void netlink_up(int netlink, int index);
int netlink_bridge(int netlink, const char *name, const struct address *gateway);
void netlink_remove(int netlink, const char *name);
void netlink_address(int netlink, int index, const struct address *address);
void netlink_veth(int netlink, const char *name, int bridge, const char *peer, int peer_namespace,
        const struct address *address);
void netlink_default_route(int netlink, int index, const struct address *gateway);

void network_join(const struct spec *spec, bool privileged);

// ---- notify.c, loopback.c, outside.c: answers to bind() and connect() --------------------------------------------

struct call {
    int listener;
    uint64_t id;
    pid_t pid;
    int number; // which system call
    int fd;     // the caller's descriptor
    struct sockaddr_storage address;
    socklen_t length;
};

enum network_rule notify_rule(const struct spec *spec);
// In the child: puts the filter on and answers its listener, or -1 (said as degraded).
int notify_filter(enum network_rule rule);
// In the parent: takes the child's listener over and answers it from a thread of its own.
void notify_serve(pid_t child, int listener_in_child, const struct spec *spec);
// Whether this child's calls could be answered at all.
bool notify_is_possible(pid_t child);
bool thread_start(void *(*work)(void *), void *argument);
void call_continue(const struct call *call);
void call_answer(const struct call *call, int error);
bool call_is_valid(const struct call *call);
int call_process(const struct call *call);
int call_socket(const struct call *call);

void loopback_rule(const struct spec *spec);
void loopback_answer(const struct call *call);
// Does the caller's connect() for it, to another address than it named. Takes the descriptor.
void connect_instead(const struct call *call, int fd, const struct sockaddr_storage *remote, socklen_t length);
void outside_rule(const struct spec *spec);
void outside_answer(const struct call *call);
// The port on which a service that may not have `port` listens instead.
int port_granted(int port);

// ---- relay.c, datagrams.c: published ports -----------------------------------------------------------------------

// Opens what is to be published; with nothing to publish, answers 0. Otherwise the relay's process.
pid_t relay_start(const struct spec *spec);

struct published {
    int listener;
    bool datagrams;
    struct sockaddr_storage target;
    socklen_t target_length;
};
void datagrams_watch(int epoll, struct published *port, const struct address *source);
// True when the event was one of ours.
bool datagrams_event(int epoll, void *where);
// Between two rounds of events.
void datagrams_expire(void);
// How long to wait for events at most, in milliseconds; -1: as long as it takes.
int datagrams_pause(void);

// ---- the sub-commands --------------------------------------------------------------------------------------------

int command_run(void);
int command_net(void);
int command_net_more(void);
int command_exec(int count, char **words);
int command_signal(int count, char **words);
int command_probe_rungs(void);
int command_unchanged(int count, char **words);
int command_deny(int count, char **words);

// run.c: detaches from the caller; only the detached process returns, able to report through say_to.
void detach(void);

#endif
