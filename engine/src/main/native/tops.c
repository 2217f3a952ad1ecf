// What stands at the top of the host's tree, and what of it a service sees.
#include "shim.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct spec *given;

void tops_learn(const struct spec *spec) {
    given = spec;
}

static bool is_one_of(const char *name, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, list[i]) == 0) return true;
    }
    return false;
}
#define IS_ONE_OF(name, list) is_one_of(name, list, sizeof list / sizeof *list)

static const char *const kernels[] = {"proc", "sys", "dev"};

// Where programs are, on one distribution or another.
static const char *const with_layer[] = {"usr", "etc", "opt", "var", "srv", "lib", "lib32", "lib64", "libx32", "bin", "sbin",
    "nix", "gnu", "snap"};

static bool is_at_or_below(const char *path, const char *above) {
    return strcmp(path, above) == 0 || is_below(path, above);
}

static bool leads_below(const char *path, const char *top) {
    if (path[0] != '/') return false;
    if (is_at_or_below(path, top)) return true;
    char *real = resolve(path);
    bool leads = is_at_or_below(real, top);
    free(real);
    return leads;
}

// Whether the service looks for its programs there.
static bool is_on_path(const char *top) {
    const char *values[SPEC_VALUES];
    char path[PATH_MAX] = "";
    for (size_t cursor = 0; spec_next(given, "env", &cursor, values);) {
        if (strncmp(values[0], "PATH=", 5) == 0) snprintf(path, sizeof path, "%s", values[0] + 5);
    }
    char *rest = NULL;
    for (char *part = strtok_r(path, ":", &rest); part != NULL; part = strtok_r(NULL, ":", &rest)) {
        if (leads_below(part, top)) return true;
    }
    return false;
}

// Whether one of the programs that people put beside the machine's own is a link to there.
static bool is_linked(const char *top) {
    bool found = false;
    DIR *entries = opendir("/usr/local/bin");
    if (entries == NULL) return false;
    for (struct dirent *entry; !found && (entry = readdir(entries)) != NULL;) {
        if (entry->d_type == DT_LNK) found = leads_below(join("%s/%s", "/usr/local/bin", entry->d_name), top);
    }
    closedir(entries);
    return found;
}

// No image has what a machine keeps in folders of its own at the top, and no service has any business there.
enum top kind_of_top(const char *name) {
    char path[NAME_MAX + 2];
    struct stat found;
    snprintf(path, sizeof path, "/%s", name);
    if (strcmp(name, "lost+found") == 0 || lstat(path, &found) != 0) return NOT_THERE;
    if (is_one_of(name, own_folders, OWN_FOLDERS)) return OWN;
    if (S_ISLNK(found.st_mode)) return LINK;
    if (!S_ISDIR(found.st_mode)) return NOT_THERE;
    if (IS_ONE_OF(name, kernels)) return KERNELS;
    return IS_ONE_OF(name, with_layer) || is_on_path(path) || is_linked(path) ? LAYERED : EMPTY;
}

void each_top(void (*visit)(const char *name)) {
    DIR *entries = opendir("/");
    if (entries == NULL) fail("reading the folder /");
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) visit(entry->d_name);
    }
    closedir(entries);
}
