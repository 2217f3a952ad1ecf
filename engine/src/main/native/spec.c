// The spec: NUL-terminated tokens, a key and then as many values as that key takes. It is read from a pipe, never from
// a command line or a file, because environments hold secrets. Keys are looked up in place: no list is built.
#include "shim.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Far above any real environment, far below what could hurt: the kernel itself takes at most 6 MB with execve.
#define SPEC_MAX (8u << 20)

// PROTOCOL.md says what each means.
static const struct {
    const char *name;
    int values;
} keys[] = {
    {"address", 2},        {"ambient", 1},        {"arg", 1},            {"bind", 3},           {"bounding", 1},
    {"bridge", 2},         {"unbridge", 1},         {"cgroup", 1},         {"cwd", 1},            {"dir", 2},            {"env", 1},
    {"gid", 1},            {"group", 1},          {"holder", 2},         {"host", 1},           {"hostname", 1},
    {"inside", 1},         {"instance", 1},       {"interface", 3},      {"log", 1},            {"log_files", 1},
    {"log_max", 1},        {"oom_score_adj", 1},  {"outside", 1},        {"own", 1},            {"publish", 5},
    {"reach_outside", 0},  {"read_only", 0},      {"relay_source", 1},   {"rlimit", 3},         {"rung", 1},
    {"stack", 1},          {"state", 1},          {"stdin_open", 0},     {"timeout", 1},        {"tmpfs", 2},
    {"tty", 0},            {"uid", 1},            {"umask", 1},          {"upper", 1},
};

static int values_of(const char *key) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i].name, key) == 0) return keys[i].values;
    }
    return -1;
}

// Refuses what could be misread later: an unknown key, a key without its values.
static void check(const struct spec *spec) {
    size_t at = 0;
    errno = 0;
    if (spec->length > 0 && spec->data[spec->length - 1] != '\0') fail("the spec ends in the middle of a word");
    while (at < spec->length) {
        const char *key = spec->data + at;
        int values = values_of(key);
        if (values < 0) fail("the spec has a key that this shim does not know: %s", key);
        for (int i = 0; i <= values; i++) {
            if (at >= spec->length) fail("the spec ends before the values of %s", key);
            at += strlen(spec->data + at) + 1;
        }
    }
}

static void reserve(struct spec *spec, size_t wanted) {
    if (wanted <= spec->capacity) return;
    errno = 0;
    if (wanted > SPEC_MAX) fail("the spec is longer than %u bytes", SPEC_MAX);
    size_t capacity = spec->capacity == 0 ? 65536 : spec->capacity;
    while (capacity < wanted) capacity *= 2;
    void *data = spec->capacity == 0
            ? mmap(NULL, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            : mremap(spec->data, spec->capacity, capacity, MREMAP_MAYMOVE);
    if (data == MAP_FAILED) fail("no memory for the spec");
    spec->data = data;
    spec->capacity = capacity;
}

// Up to `wanted` bytes, or to the end of the input.
static void take(struct spec *spec, int fd, size_t wanted) {
    *spec = (struct spec) {0};
    while (spec->length < wanted) {
        size_t piece = wanted - spec->length < 65536 ? wanted - spec->length : 65536;
        reserve(spec, spec->length + piece);
        ssize_t got = read(fd, spec->data + spec->length, piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("reading the spec");
        if (got == 0) break;
        spec->length += (size_t) got;
    }
}

void spec_read(struct spec *spec, int fd) {
    take(spec, fd, SPEC_MAX);
    check(spec);
}

void spec_read_exactly(struct spec *spec, int fd, size_t length) {
    take(spec, fd, length);
    errno = 0;
    if (spec->length != length) fail("the spec ends after %zu of %zu bytes", spec->length, length);
    check(spec);
}

static int nibble(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    errno = 0;
    fail("the spec in the environment is not hexadecimal");
}

void spec_from_environment(struct spec *spec) {
    *spec = (struct spec) {0};
    for (int part = 0;; part++) {
        char name[32];
        snprintf(name, sizeof name, "HAUBAN_SPEC_%d", part);
        char *hex = getenv(name);
        if (hex == NULL) break;
        size_t bytes = strlen(hex) / 2;
        reserve(spec, spec->length + bytes);
        for (size_t i = 0; i < bytes; i++) {
            spec->data[spec->length++] = (char) (nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
        }
        explicit_bzero(hex, strlen(hex));
    }
    errno = 0;
    if (spec->length == 0) fail("there is no spec in the environment");
    check(spec);
}

void spec_forget(struct spec *spec) {
    if (spec->data == NULL) return;
    explicit_bzero(spec->data, spec->length);
    // Can't fail for a mapping of our own, and nothing depends on it.
    (void) munmap(spec->data, spec->capacity);
    *spec = (struct spec) {0};
}

bool spec_next(const struct spec *spec, const char *key, size_t *cursor, const char *values[SPEC_VALUES]) {
    while (*cursor < spec->length) {
        const char *found = spec->data + *cursor;
        int count = values_of(found);
        *cursor += strlen(found) + 1;
        for (int i = 0; i < count; i++) {
            values[i] = spec->data + *cursor;
            *cursor += strlen(values[i]) + 1;
        }
        if (strcmp(found, key) == 0) return true;
    }
    return false;
}

size_t spec_count(const struct spec *spec, const char *key) {
    const char *values[SPEC_VALUES];
    size_t cursor = 0;
    size_t count = 0;
    while (spec_next(spec, key, &cursor, values)) count++;
    return count;
}

bool spec_has(const struct spec *spec, const char *key) {
    return spec_count(spec, key) > 0;
}

const char *spec_one(const struct spec *spec, const char *key) {
    const char *values[SPEC_VALUES];
    size_t cursor = 0;
    return spec_next(spec, key, &cursor, values) ? values[0] : NULL;
}

const char *spec_need(const struct spec *spec, const char *key) {
    const char *value = spec_one(spec, key);
    errno = 0;
    if (value == NULL) fail("the spec lacks %s", key);
    return value;
}

long number(const char *text, const char *what) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno == 0 && (*text == '\0' || *end != '\0')) fail("not a number for %s: %s", what, text);
    if (errno != 0) fail("%s: %s", what, text);
    return value;
}

long spec_number(const struct spec *spec, const char *key, long otherwise) {
    const char *value = spec_one(spec, key);
    return value == NULL ? otherwise : number(value, key);
}
