// Paths and the folders on them, for the mounts.
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *join(const char *format, const char *one, const char *two) {
    // Source and target of one mount are in use at a time; what is needed longer is copied.
    static char texts[4][PATH_MAX];
    static unsigned next;
    char *text = texts[next++ % 4];
    errno = ENAMETOOLONG;
    if (snprintf(text, PATH_MAX, format, one, two) >= PATH_MAX) fail("the path %s%s", one, two);
    return text;
}

void folder(const char *path, mode_t mode) {
    if (mkdir(path, mode) != 0 && errno != EEXIST) fail("making the folder %s", path);
}

void folders(const char *path) {
    char part[PATH_MAX];
    snprintf(part, sizeof part, "%s", path);
    for (char *at = part + 1; *at != '\0'; at++) {
        if (*at != '/') continue;
        *at = '\0';
        folder(part, 0755);
        *at = '/';
    }
    folder(part, 0755);
}

void parent_folders(const char *path) {
    char part[PATH_MAX];
    snprintf(part, sizeof part, "%s", path);
    char *slash = strrchr(part, '/');
    if (slash == NULL || slash == part) return;
    *slash = '\0';
    folders(part);
}

void empty_file(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) fail("making the mount point %s", path);
    close(fd);
}

const char *const own_folders[OWN_FOLDERS] = {"tmp", "run", "root", "home"};

bool is_below(const char *path, const char *above) {
    size_t length = strlen(above);
    return strncmp(path, above, length) == 0 && path[length] == '/';
}

// The host's folders of these names are not there for the service, nor are the links in them.
static bool is_hosts(const char *path) {
    for (size_t i = 0; i < OWN_FOLDERS; i++) {
        const char *top = own_folders[i];
        size_t length = strlen(top);
        if (strncmp(path + 1, top, length) == 0 && (path[1 + length] == '/' || path[1 + length] == '\0')) return false;
    }
    return true;
}

static void strip_last(char *path) {
    char *slash = strrchr(path, '/');
    if (slash != NULL) *slash = '\0';
}

// Follows the host's links (/bin, /var/run …): the mount has to be where they lead.
char *resolve(const char *asked) {
    char rest[PATH_MAX];
    char link[PATH_MAX];
    char done[PATH_MAX] = "";
    int links = 0;
    errno = 0;
    if (asked[0] != '/' || strlen(asked) >= sizeof rest) fail("not an absolute path: %s", asked);
    snprintf(rest, sizeof rest, "%s", asked);
    while (rest[0] != '\0') {
        char name[NAME_MAX + 1];
        size_t start = strspn(rest, "/");
        size_t length = strcspn(rest + start, "/");
        snprintf(name, sizeof name, "%.*s", (int) length, rest + start);
        memmove(rest, rest + start + length, strlen(rest + start + length) + 1);
        if (length == 0 || strcmp(name, ".") == 0) continue;
        if (strcmp(name, "..") == 0) {
            strip_last(done);
            continue;
        }
        const char *candidate = join("%s/%s", done, name);
        ssize_t got = is_hosts(candidate) ? readlink(candidate, link, sizeof link - 1) : -1;
        if (got < 0 || ++links > 40) {
            memmove(done, candidate, strlen(candidate) + 1);
            continue;
        }
        link[got] = '\0';
        if (link[0] == '/') done[0] = '\0';
        const char *further = join("%s/%s", link, rest);
        snprintf(rest, sizeof rest, "%s", further);
    }
    char *result = strdup(done);
    if (result == NULL) fail("no memory for the mounts");
    return result;
}
