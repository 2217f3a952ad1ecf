// How the shim speaks: lines of words to whoever started it. Nothing that fails is passed over in silence.
#include "shim.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int say_to = STDOUT_FILENO;

bool write_all(int fd, const void *data, size_t length) {
    const char *at = data;
    while (length > 0) {
        ssize_t written = write(fd, at, length);
        if (written < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        at += written;
        length -= (size_t) written;
    }
    return true;
}

// A message is one line whatever a file's name contains.
static void say(const char *prefix, const char *format, va_list arguments, int error) {
    char line[1024];
    size_t used = (size_t) snprintf(line, sizeof line, "%s", prefix);
    int text = vsnprintf(line + used, sizeof line - used - 1, format, arguments);
    used += text < 0 ? 0 : (size_t) text;
    if (used > sizeof line - 2) used = sizeof line - 2;
    if (error != 0) {
        int reason = snprintf(line + used, sizeof line - used - 1, ": %s", strerror(error));
        used += reason < 0 ? 0 : (size_t) reason;
        if (used > sizeof line - 2) used = sizeof line - 2;
    }
    for (size_t i = 0; i < used; i++) {
        if (line[i] == '\n' || line[i] == '\0') line[i] = ' ';
    }
    line[used++] = '\n';
    // Nobody left to be told: the caller has gone, and with it everyone who could act on this.
    (void) write_all(say_to, line, used);
}

void say_degraded(const char *code, const char *format, ...) {
    char prefix[96];
    int error = errno;
    snprintf(prefix, sizeof prefix, "degraded %s ", code);
    va_list arguments;
    va_start(arguments, format);
    say(prefix, format, arguments, error);
    va_end(arguments);
}

void fail(const char *format, ...) {
    int error = errno;
    va_list arguments;
    va_start(arguments, format);
    say("error ", format, arguments, error);
    va_end(arguments);
    _exit(1);
}
