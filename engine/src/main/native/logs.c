// What a service writes, kept as lines "<time> <stream> <text>", at the speed of the pipe: one clock reading for each
// piece that was read, one write for many lines.
//
// A service is never held up by a full disk: lines that find no room are counted, and the count is told in the log as
// soon as there is room again.
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (128 << 10)
#define LONGEST (16 << 10)
#define STAMP 33 // "2026-01-01T00:00:00.000000000Z o "

static char piece[PIECE];
// A full piece of empty lines grows STAMP + 1 times; it is flushed on the way whenever one more line might not fit.
static char out[256 << 10];
static size_t out_used;

static char path[4096];
static long long limit;
static int kept;
static int file = -1;
static long long file_size;

static unsigned long long lost;
static int lost_reason;

// The beginning of a line whose end has not come yet, with the moment its first byte came.
static struct partial {
    size_t length;
    char stamp[STAMP];
    char text[LONGEST];
} partials[2];

static bool open_file(void) {
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return false;
    struct stat found;
    if (fstat(file, &found) != 0) return false;
    file_size = found.st_size;
    return true;
}

void logs_open(const char *base, long long max_bytes, int files) {
    errno = ENAMETOOLONG;
    if (strlen(base) > sizeof path - 16) fail("the log's path is too long");
    strcpy(path, base);
    limit = max_bytes;
    kept = files < 1 ? 1 : files;
    if (!open_file()) fail("opening the log %s", path);
}

// log.1 becomes log.2 and so on; the oldest is written over.
static void rotate(void) {
    char from[4096 + 16];
    char to[4096 + 16];
    for (int i = kept - 1; i >= 1; i--) {
        snprintf(to, sizeof to, "%s.%d", path, i);
        if (i == 1) snprintf(from, sizeof from, "%s", path);
        else snprintf(from, sizeof from, "%s.%d", path, i - 1);
        if (rename(from, to) != 0 && errno != ENOENT) {
            // The log then grows past its limit, which is better than losing it; the next flush tries again.
            return;
        }
    }
    if (kept == 1 && ftruncate(file, 0) != 0) return;
    close(file);
    file = -1;
}

static unsigned long long count_lines(const char *text, size_t length) {
    unsigned long long lines = 0;
    const char *end = text + length;
    while (text < end && (text = memchr(text, '\n', (size_t) (end - text))) != NULL) {
        lines++;
        text++;
    }
    return lines;
}

// What of it got in whole lines; the torn rest of a line is cut off again.
static size_t append(const char *text, size_t length) {
    if (file < 0 && !open_file()) {
        lost_reason = errno;
        return 0;
    }
    size_t written = 0;
    while (written < length) {
        ssize_t n = write(file, text + written, length - written);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            lost_reason = errno;
            break;
        }
        written += (size_t) n;
    }
    size_t whole = written;
    if (written < length) {
        const char *newline = memrchr(text, '\n', written);
        whole = newline == NULL ? 0 : (size_t) (newline - text) + 1;
        // From where the file really ends: somebody may have made room by emptying it, and what is cut at a remembered
        // place would be filled up with zeros. Were this to fail too, a reader meets one torn line: its own check of the
        // time stamp recognises it.
        struct stat now;
        long long torn = (long long) (written - whole);
        if (fstat(file, &now) != 0 || now.st_size < torn || ftruncate(file, now.st_size - torn) != 0) whole = written;
        else file_size = now.st_size - torn - (long long) whole;
    }
    file_size += (long long) whole;
    return whole;
}

static bool append_note(const char *text) {
    char line[512];
    char time[64];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    now_text(time, &now);
    int length = snprintf(line, sizeof line - 1, "%s s %s", time, text);
    if (length > (int) sizeof line - 2) length = (int) sizeof line - 2;
    line[length++] = '\n';
    return append(line, (size_t) length) == (size_t) length;
}

static bool tell_what_was_lost(void) {
    char text[256];
    snprintf(text, sizeof text, "%llu lines were lost here: %s", lost, strerror(lost_reason));
    if (!append_note(text)) return false;
    lost = 0;
    return true;
}

void logs_flush(void) {
    if (out_used == 0) return;
    if (file_size >= limit) rotate();
    size_t written = lost == 0 || tell_what_was_lost() ? append(out, out_used) : 0;
    if (written < out_used) lost += count_lines(out + written, out_used - written);
    out_used = 0;
}

void logs_note(const char *format, ...) {
    char text[384];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    logs_flush();
    if (!append_note(text)) lost++;
}

static void put_line(const char stamp[STAMP], char stream, const char *text, size_t length) {
    if (out_used + STAMP + length + 1 > sizeof out) logs_flush();
    memcpy(out + out_used, stamp, STAMP);
    out[out_used + STAMP - 2] = stream;
    out_used += STAMP;
    memcpy(out + out_used, text, length);
    out_used += length;
    out[out_used++] = '\n';
}

static const char ends[2] = {'o', 'e'};
static const char continues[2] = {'O', 'E'};

// One line, or its beginning, of any length: pieces of LONGEST but the last are marked as going on.
static void put_text(int stream, const char stamp[STAMP], const char *text, size_t length) {
    while (length > LONGEST) {
        put_line(stamp, continues[stream], text, LONGEST);
        text += LONGEST;
        length -= LONGEST;
    }
    put_line(stamp, ends[stream], text, length);
}

static void end_partial(int stream, const char *text, size_t length) {
    struct partial *partial = &partials[stream];
    size_t room = LONGEST - partial->length;
    if (length > room) {
        memcpy(partial->text + partial->length, text, room);
        put_line(partial->stamp, continues[stream], partial->text, LONGEST);
        put_text(stream, partial->stamp, text + room, length - room);
    } else {
        memcpy(partial->text + partial->length, text, length);
        put_line(partial->stamp, ends[stream], partial->text, partial->length + length);
    }
    partial->length = 0;
}

// The end of this line has not come yet. A full buffer goes out as a line that continues.
static void keep_partial(int stream, const char stamp[STAMP], const char *text, size_t length) {
    struct partial *partial = &partials[stream];
    if (length == 0) return;
    if (partial->length == 0) memcpy(partial->stamp, stamp, STAMP);
    while (length > 0) {
        if (partial->length == LONGEST) {
            put_line(partial->stamp, continues[stream], partial->text, LONGEST);
            partial->length = 0;
        }
        size_t room = LONGEST - partial->length;
        size_t part = length < room ? length : room;
        memcpy(partial->text + partial->length, text, part);
        partial->length += part;
        text += part;
        length -= part;
    }
}

static void take_piece(int stream, const char *text, size_t length) {
    struct timespec now;
    char stamp[64];
    clock_gettime(CLOCK_REALTIME, &now);
    now_text(stamp, &now);
    memcpy(stamp + 30, " o ", 4);
    const char *end = text + length;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t) (end - text));
        if (newline == NULL) {
            keep_partial(stream, stamp, text, (size_t) (end - text));
            return;
        }
        if (partials[stream].length > 0) end_partial(stream, text, (size_t) (newline - text));
        else put_text(stream, stamp, text, (size_t) (newline - text));
        text = newline + 1;
    }
}

bool logs_take(int fd, int stream) {
    ssize_t got = read(fd, piece, sizeof piece);
    // EIO is how a terminal says that nobody has it open any more.
    if (got == 0 || (got < 0 && errno == EIO)) return false;
    if (got > 0) take_piece(stream, piece, (size_t) got);
    return true;
}

void logs_end(void) {
    for (int stream = 0; stream < 2; stream++) {
        if (partials[stream].length > 0) end_partial(stream, "", 0);
    }
    logs_flush();
}
