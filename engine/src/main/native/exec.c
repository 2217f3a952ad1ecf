// "exec PID START": a command inside a running service: its files, its network, its addresses; the caller's standard
// streams and terminal. Ends with the command's exit code, and nothing that it started outlives it.
//
//   124  it took longer than `timeout`   125  it could not be started   126, 127  as a shell says it
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIMED_OUT 124
#define NOT_STARTED 125

// Standard input begins with the spec's length in eight digits and the spec; what follows is the command's.
static void read_header(struct spec *spec) {
    char digits[9] = "";
    size_t got = 0;
    while (got < 8) {
        ssize_t n = read(STDIN_FILENO, digits + got, 8 - got);
        if (n < 0 && errno == EINTR) continue;
        errno = n < 0 ? errno : 0;
        if (n <= 0) fail("reading the spec's length");
        got += (size_t) n;
    }
    spec_read_exactly(spec, STDIN_FILENO, (size_t) number(digits, "the spec's length"));
}

_Noreturn static void be_the_command(const struct spec *spec, pid_t service, int status, int go) {
    say_to = status;
    signals_as_at_birth();
    child_limits(spec);
    bool inner = namespaces_enter_service(service, spec);
    child_identity(spec, inner);
    const char *cwd = spec_one(spec, "cwd");
    if (cwd != NULL && chdir(cwd) != 0) fail("entering the working directory %s", cwd);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) fail("binding the command to its shim");
    enum network_rule rule = notify_rule(spec);
    char line[32];
    int length = snprintf(line, sizeof line, "ready\n");
    char byte = 'n';
    if (rule != RULE_NONE) {
        write_all(status, line, (size_t) length);
        if (read(go, &byte, 1) != 1) _exit(NOT_STARTED);
    }
    int listener = byte == 'g' ? notify_filter(rule) : -1;
    if (listener >= 0) {
        length = snprintf(line, sizeof line, "listener %d\n", listener);
        write_all(status, line, (size_t) length);
        if (read(go, &byte, 1) != 1) _exit(NOT_STARTED);
    }
    child_exec(spec);
}

static int code_of_refusal(int error) {
    return error == ENOENT ? 127 : error == EACCES || error == ENOEXEC ? 126 : NOT_STARTED;
}

_Noreturn static void refuse(const char *line, size_t length) {
    write_all(STDERR_FILENO, line, length);
    // What a shell's users expect; the words have come from strerror.
    bool at_exec = strncmp(line, "error starting ", 15) == 0;
    int error = strstr(line, strerror(ENOENT)) != NULL ? ENOENT : strstr(line, strerror(EACCES)) != NULL ? EACCES
            : strstr(line, strerror(ENOEXEC)) != NULL ? ENOEXEC : EIO;
    _exit(at_exec ? code_of_refusal(error) : NOT_STARTED);
}

// Until exec closes the child's end.
static void follow(pid_t child, int status, int go, const struct spec *spec) {
    char text[2048];
    size_t used = 0;
    for (ssize_t got; (got = read(status, text + used, sizeof text - used)) != 0;) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("hearing from the command");
        used += (size_t) got;
        for (char *newline; (newline = memchr(text, '\n', used)) != NULL;) {
            size_t length = (size_t) (newline - text) + 1;
            const char *answer = "g";
            if (strncmp(text, "ready", 5) == 0) answer = notify_is_possible(child) ? "g" : "n";
            else if (strncmp(text, "listener ", 9) == 0) notify_serve(child, atoi(text + 9), spec);
            else if (strncmp(text, "error ", 6) == 0) refuse(text, length);
            else answer = NULL; // degraded: said when the service was started
            if (answer != NULL && write(go, answer, 1) != 1) fail("letting the command go on");
            memmove(text, text + length, used - length);
            used -= length;
        }
    }
}

static int code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static long long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

// What a terminal sends goes to all of its foreground processes, the command among them: not passed on, or it would
// come twice. What was sent to us alone is.
static int wait_for(pid_t child, int signals, long timeout) {
    long long limit = milliseconds() + timeout;
    for (;;) {
        int status;
        if (tree_reap(child, &status)) return code_of(status);
        long long left = timeout <= 0 ? -1 : limit - milliseconds();
        if (timeout > 0 && left <= 0) return TIMED_OUT;
        struct pollfd one = {signals, POLLIN, 0};
        if (poll(&one, 1, (int) left) < 0 && errno != EINTR) fail("waiting for the command");
        struct signalfd_siginfo info;
        while (read(signals, &info, sizeof info) == sizeof info) {
            // A probe that nobody waits for any more ends with all that it started.
            if (info.ssi_signo == SIGTERM && timeout > 0) return TIMED_OUT;
            if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGHUP) kill(child, (int) info.ssi_signo);
        }
    }
}

static int watch_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    int watched[] = {SIGCHLD, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) sigaddset(&set, watched[i]);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) fail("blocking signals");
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0) fail("watching for signals");
    return fd;
}

int command_exec(int count, char **words) {
    struct spec spec;
    int status[2];
    int go[2];
    say_to = STDERR_FILENO;
    errno = 0;
    if (count < 2) fail("exec takes the service's pid and its start time");
    if (count > 2 && strcmp(words[2], "env") == 0) spec_from_environment(&spec);
    else read_header(&spec);
    pid_t service = (pid_t) number(words[0], "the pid");
    errno = ESRCH;
    if (start_time(service) != strtoull(words[1], NULL, 10)) fail("process %d", (int) service);
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) fail("becoming the subreaper");
    if (pipe2(status, O_CLOEXEC) != 0 || pipe2(go, O_CLOEXEC) != 0) fail("making a pipe");
    int signals = watch_signals();
    pid_t child = fork();
    if (child < 0) fail("forking");
    if (child == 0) {
        close(status[0]);
        close(go[1]);
        be_the_command(&spec, service, status[1], go[0]);
    }
    close(status[1]);
    close(go[0]);
    follow(child, status[0], go[1], &spec);
    long timeout = spec_number(&spec, "timeout", 0);
    spec_forget(&spec);
    int code = wait_for(child, signals, timeout);
    int ignored;
    tree_kill(0, 0, &ignored);
    return code;
}
