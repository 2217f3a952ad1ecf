// What a service's first process does to itself between fork and exec: limits, identity, capabilities.
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
    const char *name;
    int resource;
} limits[] = {
    {"as", RLIMIT_AS},           {"core", RLIMIT_CORE},       {"cpu", RLIMIT_CPU},
    {"data", RLIMIT_DATA},       {"fsize", RLIMIT_FSIZE},     {"locks", RLIMIT_LOCKS},
    {"memlock", RLIMIT_MEMLOCK}, {"msgqueue", RLIMIT_MSGQUEUE}, {"nice", RLIMIT_NICE},
    {"nofile", RLIMIT_NOFILE},   {"nproc", RLIMIT_NPROC},     {"rss", RLIMIT_RSS},
    {"rtprio", RLIMIT_RTPRIO},   {"rttime", RLIMIT_RTTIME},   {"sigpending", RLIMIT_SIGPENDING},
    {"stack", RLIMIT_STACK},
};

static int resource_of(const char *name) {
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (strcmp(limits[i].name, name) == 0) return limits[i].resource;
    }
    errno = 0;
    fail("there is no limit of the name %s", name);
}

static rlim_t amount(const char *text) {
    if (strcmp(text, "-1") == 0 || strcmp(text, "unlimited") == 0) return RLIM_INFINITY;
    return (rlim_t) number(text, "a limit");
}

// An ordinary user may not raise the hard limit: then as far as it goes, and that is said.
static void set_limit(const char *name, rlim_t soft, rlim_t hard) {
    int resource = resource_of(name);
    struct rlimit wanted = {soft, hard};
    if (setrlimit(resource, &wanted) == 0) return;
    if (errno != EPERM) fail("setting the limit %s", name);
    struct rlimit present;
    if (getrlimit(resource, &present) != 0) fail("asking for the limit %s", name);
    struct rlimit possible = {soft < present.rlim_max ? soft : present.rlim_max, present.rlim_max};
    if (setrlimit(resource, &possible) != 0) fail("setting the limit %s", name);
    errno = EPERM;
    say_degraded("rlimit", "%s stays at most %llu", name, (unsigned long long) present.rlim_max);
}

static void write_file(const char *path, const char *text, const char *code) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || !write_all(fd, text, strlen(text))) say_degraded(code, "writing %s to %s", text, path);
    if (fd >= 0) close(fd);
}

void child_limits(const struct spec *spec) {
    const char *values[SPEC_VALUES];
    for (size_t cursor = 0; spec_next(spec, "cgroup", &cursor, values);) write_file(values[0], "0", "cgroup");
    const char *score = spec_one(spec, "oom_score_adj");
    if (score != NULL) write_file("/proc/self/oom_score_adj", score, "oom-score");
    for (size_t cursor = 0; spec_next(spec, "rlimit", &cursor, values);) {
        set_limit(values[0], amount(values[1]), amount(values[2]));
    }
}

// ---- capabilities ------------------------------------------------------------------------------------------------

static uint64_t mask(const struct spec *spec, const char *key, uint64_t otherwise) {
    const char *text = spec_one(spec, key);
    return text == NULL ? otherwise : strtoull(text, NULL, 16);
}

static void keep_only(uint64_t bounding) {
    for (int capability = 0; capability < 64; capability++) {
        int present = prctl(PR_CAPBSET_READ, capability, 0, 0, 0);
        if (present < 0) return; // beyond the last one that this kernel knows
        if (present == 0 || (bounding >> capability & 1) != 0) continue;
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) fail("dropping capability %d", capability);
    }
}

// Ambient capabilities outlive the exec of an ordinary program by an ordinary user.
static void raise_ambient(uint64_t ambient) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0}};
    for (int half = 0; half < 2; half++) {
        uint32_t bits = (uint32_t) (ambient >> (32 * half));
        data[half] = (struct __user_cap_data_struct) {bits, bits, bits};
    }
    if (syscall(SYS_capset, &header, data) != 0) fail("keeping capabilities %llx", (unsigned long long) ambient);
    for (int capability = 0; capability < 64; capability++) {
        if ((ambient >> capability & 1) == 0) continue;
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) != 0) {
            fail("keeping capability %d", capability);
        }
    }
}

bool is_privileged(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0}};
    if (syscall(SYS_capget, &header, data) != 0) return false;
    return (data[0].effective >> CAP_SYS_ADMIN & 1) != 0 && geteuid() == 0;
}

// ---- identity ----------------------------------------------------------------------------------------------------

static void set_groups(const struct spec *spec, gid_t gid) {
    gid_t groups[64];
    size_t count = 0;
    const char *values[SPEC_VALUES];
    for (size_t cursor = 0; count < 64 && spec_next(spec, "group", &cursor, values);) {
        groups[count++] = (gid_t) number(values[0], "a group");
    }
    if (count == 0) groups[count++] = gid;
    if (setgroups(count, groups) != 0) fail("setting the groups");
}

// `in_user_namespace`: the user namespace has made this process the wanted user already.
void child_identity(const struct spec *spec, bool in_user_namespace) {
    uint64_t bounding = mask(spec, "bounding", ~0ULL);
    uint64_t ambient = mask(spec, "ambient", 0);
    const char *uid = spec_one(spec, "uid");
    if ((is_privileged() || in_user_namespace) && ~bounding != 0) keep_only(bounding);
    if (ambient != 0 && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0) fail("keeping capabilities");
    if (uid != NULL && !in_user_namespace) {
        uid_t wanted = (uid_t) number(uid, "uid");
        gid_t group = (gid_t) spec_number(spec, "gid", (long) wanted);
        if (is_privileged()) set_groups(spec, group);
        if (setresgid(group, group, group) != 0) fail("becoming group %d", (int) group);
        if (setresuid(wanted, wanted, wanted) != 0) fail("becoming user %d", (int) wanted);
    }
    if (ambient != 0) raise_ambient(ambient);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("giving up new privileges");
}

// ---- exec --------------------------------------------------------------------------------------------------------

void signals_as_at_birth(void) {
    for (int signal = 1; signal < NSIG; signal++) {
        // Refused for SIGKILL, SIGSTOP and those that the C library keeps: these have no other disposition anyway.
        struct sigaction plain = {.sa_handler = SIG_DFL};
        (void) sigaction(signal, &plain, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, NULL) != 0) fail("unblocking signals");
}

static char **words(const struct spec *spec, const char *key, char *first) {
    char **list = calloc(spec_count(spec, key) + 2, sizeof *list);
    if (list == NULL) fail("no memory for %s", key);
    size_t count = 0;
    if (first != NULL) list[count++] = first;
    const char *values[SPEC_VALUES];
    for (size_t cursor = 0; spec_next(spec, key, &cursor, values);) list[count++] = (char *) values[0];
    return list;
}

// As execvp, but a folder of PATH into which nobody may look is not a program that may not be executed.
static void execute(char **arguments) {
    const char *name = arguments[0];
    const char *path = getenv("PATH");
    if (*name == 0 || strchr(name, '/') != NULL || path == NULL) {
        execvp(name, arguments);
        return;
    }
    int error = ENOENT;
    char file[PATH_MAX];
    for (const char *end; path != NULL; path = *end == 0 ? NULL : end + 1) {
        end = strchrnul(path, ':');
        const char *folder = end == path ? "." : path;
        int length = snprintf(file, sizeof file, "%.*s/%s", end == path ? 1 : (int) (end - path), folder, name);
        struct stat found;
        if (length >= (int) sizeof file || stat(file, &found) != 0 || !S_ISREG(found.st_mode)) continue;
        execv(file, arguments);
        error = errno;
    }
    errno = error;
}

void child_exec(const struct spec *spec) {
    static char instance[256];
    const char *id = spec_one(spec, "instance");
    if (id != NULL) snprintf(instance, sizeof instance, "HAUBAN_INSTANCE=%s", id);
    char **arguments = words(spec, "arg", NULL);
    errno = 0;
    if (arguments[0] == NULL) fail("the spec lacks arg");
    const char *mode = spec_one(spec, "umask");
    if (mode != NULL) umask((mode_t) strtoul(mode, NULL, 8));
    // The command is looked for in the PATH of its own environment.
    environ = words(spec, "env", id == NULL ? NULL : instance);
    execute(arguments);
    fail("starting %s", arguments[0]);
}
