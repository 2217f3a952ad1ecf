// "run": one instance of a service, from its start to its last descendant.
//
// caller ─ fork ─ fork ─▶ shim (own session, subreaper, owns the output) ─▶ the service's first process
//                           └▶ relay of the published ports
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

// ---- detaching from the caller -----------------------------------------------------------------------------------

// The caller's side: passes on what the detached process says until that one closes its end.
_Noreturn static void pass_on(int report, pid_t child) {
    char text[4096];
    char last_line_starts_with = '\0';
    bool at_start = true;
    for (;;) {
        ssize_t got = read(report, text, sizeof text);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        for (ssize_t i = 0; i < got; i++) {
            if (at_start) last_line_starts_with = text[i];
            at_start = text[i] == '\n';
        }
        if (!write_all(STDOUT_FILENO, text, (size_t) got)) _exit(2);
    }
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    errno = 0;
    // "ok …" is always the last line of a start that worked.
    if (last_line_starts_with != 'o' && last_line_starts_with != 'e') fail("the shim ended without a word");
    _exit(last_line_starts_with == 'o' ? 0 : 1);
}

static void stdio_to_nothing(void) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) fail("opening /dev/null");
    for (int fd = 0; fd <= 2; fd++) {
        if (dup2(nothing, fd) < 0) fail("letting go of the caller's standard streams");
    }
    if (nothing > 2) close(nothing);
}

void detach(void) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) fail("making a pipe");
    pid_t child = fork();
    if (child < 0) fail("forking");
    if (child > 0) {
        close(report[1]);
        pass_on(report[0], child);
    }
    if (setsid() < 0) fail("leaving the caller's session");
    pid_t detached = fork();
    if (detached < 0) fail("forking");
    if (detached > 0) _exit(0);
    // 3 is free for it: what else the caller left open is closed below.
    if (report[1] != 3 && dup3(report[1], 3, O_CLOEXEC) < 0) fail("keeping the way to the caller");
    say_to = 3;
    if (syscall(SYS_close_range, 4, ~0U, 0) != 0) {
        // Before Linux 5.9. Whether a number was open at all makes no difference.
        for (int fd = 4; fd < 65536; fd++) (void) close(fd);
    }
    stdio_to_nothing();
    if (chdir("/") != 0) fail("leaving the caller's folder");
    umask(022);
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) fail("becoming the subreaper");
    prctl(PR_SET_NAME, "hauban-shim", 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
}

// ---- the service's streams ---------------------------------------------------------------------------------------

static struct streams {
    int out[2];
    int err[2];
    int in[2];
    int terminal; // our side of it, or -1
    int slave;
} streams = {{-1, -1}, {-1, -1}, {-1, -1}, -1, -1};

static void make_pipe(int ends[2], uid_t owner) {
    if (pipe2(ends, O_CLOEXEC) != 0) fail("making a pipe for the output");
    // More room means fewer wake-ups when a lot is written; without it, only slower (the user's limit of pipe memory).
    (void) fcntl(ends[1], F_SETPIPE_SZ, 512 << 10);
    // A service that reopens /dev/stdout by its name must be allowed to.
    if (owner != (uid_t) -1 && is_privileged() && fchown(ends[1], owner, (gid_t) -1) != 0) {
        fail("handing the output to user %d", (int) owner);
    }
}

static void make_terminal(uid_t owner) {
    streams.terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (streams.terminal < 0) fail("opening a terminal");
    int unlock = 0;
    int slave;
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    if (ioctl(streams.terminal, TIOCSPTLCK, &unlock) != 0) fail("unlocking the terminal");
    slave = ioctl(streams.terminal, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) fail("opening the terminal's other side");
    if (ioctl(slave, TIOCSWINSZ, &size) != 0) fail("sizing the terminal");
    if (owner != (uid_t) -1 && is_privileged() && fchown(slave, owner, (gid_t) -1) != 0) {
        fail("handing the terminal to user %d", (int) owner);
    }
    streams.slave = slave;
}

static void make_streams(const struct spec *spec) {
    uid_t owner = (uid_t) spec_number(spec, "uid", -1);
    if (spec_has(spec, "tty")) {
        make_terminal(owner);
        return;
    }
    make_pipe(streams.out, owner);
    make_pipe(streams.err, owner);
    if (spec_has(spec, "stdin_open")) make_pipe(streams.in, owner);
}

static void use_as(int fd, int wanted) {
    if (dup2(fd, wanted) < 0) fail("giving the service its standard streams");
}

static void take_streams(void) {
    if (streams.slave >= 0) {
        if (ioctl(streams.slave, TIOCSCTTY, 0) != 0) fail("taking the terminal");
        for (int fd = 0; fd <= 2; fd++) use_as(streams.slave, fd);
        return;
    }
    if (streams.in[0] >= 0) use_as(streams.in[0], 0);
    use_as(streams.out[1], 1);
    use_as(streams.err[1], 2);
}

static void close_childs_ends(void) {
    int ends[] = {streams.out[1], streams.err[1], streams.in[0], streams.slave};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends[i] >= 0) close(ends[i]);
    }
}

// ---- the child ---------------------------------------------------------------------------------------------------

// True when its system calls can be answered by the shim.
static bool wait_for_go(int go) {
    char byte;
    ssize_t got;
    while ((got = read(go, &byte, 1)) < 0 && errno == EINTR) continue;
    if (got != 1) _exit(1); // the shim has gone: there is nobody left to tell
    return byte == 'g';
}

_Noreturn static void be_the_child(const struct spec *spec, int status, int go, pid_t shim) {
    say_to = status;
    signals_as_at_birth();
    if (setsid() < 0) fail("making a session of its own");
    child_limits(spec);
    long rung = spec_number(spec, "rung", 3);
    bool inner = false;
    if (rung < 3) inner = namespaces_make(spec, rung);
    take_streams();
    write_all(status, "ready\n", 6);
    bool is_answered = wait_for_go(go);
    child_identity(spec, inner);
    const char *cwd = spec_one(spec, "cwd");
    if (cwd != NULL && chdir(cwd) != 0) fail("entering the working directory %s", cwd);
    // After the change of identity, which clears it: the service can't outlive a shim that was killed.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) fail("binding the service to its shim");
    if (getppid() != shim) _exit(1);
    enum network_rule rule = notify_rule(spec);
    int listener = rule == RULE_NONE || !is_answered ? -1 : notify_filter(rule);
    if (listener >= 0) {
        char line[32];
        int length = snprintf(line, sizeof line, "listener %d\n", listener);
        write_all(status, line, (size_t) length);
        wait_for_go(go);
    }
    child_exec(spec);
}

// ---- the start, seen from the shim -------------------------------------------------------------------------------

static struct child child = {-1, -1, -1, -1};
static pid_t relay;
static char notes[4096]; // what is degraded: told after "ok"
static size_t notes_used;

_Noreturn static void give_up(const char *line, size_t length) {
    int ignored;
    tree_kill(0, 0, &ignored);
    state_remove("pid");
    write_all(say_to, line, length);
    _exit(1);
}

static void release(bool is_answered) {
    if (write(child.go, is_answered ? "g" : "n", 1) != 1) fail("letting the service go on");
}

static void note(const char *line, size_t length) {
    if (notes_used + length > sizeof notes) return;
    memcpy(notes + notes_used, line, length);
    notes_used += length;
}

static bool can_answer(const struct spec *spec) {
    if (notify_rule(spec) == RULE_NONE || notify_is_possible(child.pid)) return true;
    char line[256];
    int length = snprintf(line, sizeof line, "degraded network-rewrite looking into the service's calls: %s\n",
            strerror(errno));
    note(line, (size_t) length);
    return false;
}

static void write_pid_file(void) {
    char text[256];
    snprintf(text, sizeof text, "shim %d %llu\nmain %d %llu\n", (int) getpid(), start_time(getpid()), (int) child.pid,
            start_time(child.pid));
    state_write("pid", text);
}

static void on_line(const char *line, size_t length, const struct spec *spec) {
    if (strncmp(line, "ready\n", 6) == 0) {
        write_pid_file();
        release(can_answer(spec));
    } else if (strncmp(line, "listener ", 9) == 0) {
        notify_serve(child.pid, atoi(line + 9), spec);
        release(true);
    } else if (strncmp(line, "degraded ", 9) == 0) {
        note(line, length);
    } else {
        give_up(line, length);
    }
}

// Follows what the child says until exec closes its end.
static void follow_start(const struct spec *spec) {
    static char text[2048];
    size_t used = 0;
    bool said = false;
    for (;;) {
        ssize_t got = read(child.status, text + used, sizeof text - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("hearing from the service's first process");
        if (got == 0) break;
        used += (size_t) got;
        char *newline;
        while ((newline = memchr(text, '\n', used)) != NULL) {
            size_t length = (size_t) (newline - text) + 1;
            said |= strncmp(text, "ready\n", 6) == 0;
            on_line(text, length, spec);
            memmove(text, text + length, used - length);
            used -= length;
        }
    }
    static const char unsaid[] = "error the service's first process ended before it was ready\n";
    if (!said) give_up(unsaid, sizeof unsaid - 1);
}

static void start(const struct spec *spec) {
    int status[2];
    int go[2];
    if (pipe2(status, O_CLOEXEC) != 0 || pipe2(go, O_CLOEXEC) != 0) fail("making a pipe");
    pid_t shim = getpid();
    child.pid = fork();
    if (child.pid < 0) fail("forking");
    if (child.pid == 0) {
        close(status[0]);
        close(go[1]);
        be_the_child(spec, status[1], go[0], shim);
    }
    close(status[1]);
    close(go[0]);
    child.status = status[0];
    child.go = go[1];
    close_childs_ends();
    follow_start(spec);
    close(child.status);
    close(child.go);
}

static void tell_ok(void) {
    char line[256];
    int length = snprintf(line, sizeof line, "ok %d %llu %d %llu\n", (int) getpid(), start_time(getpid()),
            (int) child.pid, start_time(child.pid));
    write_all(say_to, notes, notes_used);
    write_all(say_to, line, (size_t) length);
    // From here on nobody listens: standard error is /dev/null, and what goes wrong is told in the log.
    close(say_to);
    say_to = STDERR_FILENO;
}

// ---- the watch over it -------------------------------------------------------------------------------------------

static int signals_fd(void) {
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigaddset(&watched, SIGTERM);
    sigaddset(&watched, SIGINT);
    sigaddset(&watched, SIGHUP);
    if (sigprocmask(SIG_BLOCK, &watched, NULL) != 0) fail("blocking signals");
    int fd = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0) fail("watching for signals");
    return fd;
}

// True when we are asked to end all of it now.
static bool asked_to_end(int signals) {
    struct signalfd_siginfo info;
    bool asked = false;
    while (read(signals, &info, sizeof info) == sizeof info) {
        asked |= info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
    }
    return asked;
}

static struct pollfd watched[3];

static void take_output(void) {
    for (int stream = 0; stream < 2; stream++) {
        struct pollfd *one = &watched[1 + stream];
        if (one->fd >= 0 && one->revents != 0 && !logs_take(one->fd, stream)) {
            close(one->fd);
            one->fd = -1;
        }
    }
    logs_flush();
}

// What is still in the pipes, without waiting for more.
static void drain(void) {
    while (poll(watched + 1, 2, 0) > 0) {
        take_output();
        if (watched[1].fd < 0 && watched[2].fd < 0) return;
    }
}

// Until the main process has ended by itself or by order; its status.
static int watch(int signals) {
    int status = 0;
    watched[0] = (struct pollfd) {signals, POLLIN, 0};
    watched[1] = (struct pollfd) {streams.terminal >= 0 ? streams.terminal : streams.out[0], POLLIN, 0};
    watched[2] = (struct pollfd) {streams.err[0], POLLIN, 0};
    // It may have ended before signals were watched.
    if (tree_reap(child.pid, &status)) return status;
    for (;;) {
        if (poll(watched, 3, -1) < 0 && errno != EINTR) fail("waiting for output");
        take_output();
        if (watched[0].revents == 0) continue;
        if (asked_to_end(signals) && tree_kill(relay, child.pid, &status)) return status;
        if (tree_reap(child.pid, &status)) return status;
    }
}

static void stop_relay(void) {
    if (relay <= 0) return;
    kill(relay, SIGKILL);
    int status;
    while (waitpid(relay, &status, 0) < 0 && errno == EINTR) continue;
    relay = 0;
}

int command_run(void) {
    struct spec spec;
    spec_read(&spec, STDIN_FILENO);
    detach();
    state_open(spec_need(&spec, "state"));
    logs_open(spec_need(&spec, "log"), spec_number(&spec, "log_max", 10 << 20),
            (int) spec_number(&spec, "log_files", 3));
    state_reserve_exit();
    relay = relay_start(&spec);
    make_streams(&spec);
    int signals = signals_fd();
    start(&spec);
    spec_forget(&spec);
    tell_ok();
    int status = watch(signals);
    drain();
    if (!state_write_exit(status)) logs_note("the exit file could not be written: %s", strerror(errno));
    // As at a container's end: nothing of it goes on, and its ports are free.
    stop_relay();
    int ignored;
    tree_kill(0, 0, &ignored);
    drain();
    logs_end();
    return 0;
}
