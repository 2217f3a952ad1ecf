// The service's own view of the files: the host's programs and libraries below, a layer of its own above, folders of
// its own for what is nobody else's business, and what the stack mounts.
//
// /usr /etc /var …, and what else a PATH leads to   overlay: the host's below, the instance's layer above
// /tmp /run /root /home /var/tmp, and whatever else stands at the top (/media /mnt /data)   empty folders of the instance
// /proc /sys /dev   the host's
// then the spec's binds, tmpfs and folders, parents before children
//
// Mount points below the host's folders are made in the layer before it is mounted: afterwards, in a user namespace,
// the host's folders belong to nobody there and nothing can be made in them.
#include "shim.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { BIND, TMPFS, FOLDER };

struct wish {
    enum kind kind;
    const char *source;  // BIND; FOLDER: not null when it is the service's, null when it is there as in any image
    const char *options; // BIND: ro or rw; TMPFS: its options; FOLDER: its mode
    char *target;        // as the service sees it, free of symbolic links
};

static struct wish *wishes;
static size_t wish_count;
static char upper[PATH_MAX];
static char root[PATH_MAX];
static bool in_user_namespace;
static bool scratch_is_there;
static uid_t owner;
static gid_t owner_group;

static void mount_or_fail(const char *source, const char *target, const char *type, unsigned long flags,
        const char *options) {
    if (mount(source, target, type, flags, options) != 0) fail("mount %s on %s", source, target);
}

// ---- what is asked for -------------------------------------------------------------------------------------------

static void wish(enum kind kind, const char *source, const char *target, const char *options) {
    struct wish *bigger = realloc(wishes, (wish_count + 1) * sizeof *wishes);
    if (bigger == NULL) fail("no memory for the mounts");
    wishes = bigger;
    wishes[wish_count++] = (struct wish) {kind, source, options, resolve(target)};
}

static int depth(const char *path) {
    int slashes = 0;
    for (; *path != '\0'; path++) slashes += *path == '/';
    return slashes;
}

// Parents before children. Insertion, because the few that there are come nearly sorted and equal ones keep their order.
static void sort_wishes(void) {
    for (size_t i = 1; i < wish_count; i++) {
        struct wish moved = wishes[i];
        size_t at = i;
        for (; at > 0 && depth(wishes[at - 1].target) > depth(moved.target); at--) wishes[at] = wishes[at - 1];
        wishes[at] = moved;
    }
}

static bool is_asked_for(const char *path) {
    for (size_t i = 0; i < wish_count; i++) {
        if (strcmp(wishes[i].target, path) == 0) return true;
    }
    return false;
}

// An empty folder in the place of the host's; where a link leads to one, the folder that it names is there, too.
static void wish_empty_top(const char *name) {
    enum top kind = kind_of_top(name);
    if (kind != EMPTY && kind != LINK) return;
    char *real = resolve(join("%s%s", "/", name));
    char top[NAME_MAX + 1];
    snprintf(top, sizeof top, "%.*s", (int) strcspn(real + 1, "/"), real + 1);
    if (kind_of_top(top) == EMPTY && !is_asked_for(real)) wish(FOLDER, NULL, real, "755");
    free(real);
}

static void gather(const struct spec *spec) {
    const char *values[SPEC_VALUES];
    wish(FOLDER, NULL, "/tmp", "1777");
    wish(FOLDER, NULL, "/run", "755");
    wish(FOLDER, NULL, "/root", "700");
    wish(FOLDER, NULL, "/home", "755");
    wish(FOLDER, NULL, "/var/tmp", "1777");
    for (size_t cursor = 0; spec_next(spec, "dir", &cursor, values);) wish(FOLDER, "spec", values[0], values[1]);
    for (size_t cursor = 0; spec_next(spec, "tmpfs", &cursor, values);) wish(TMPFS, NULL, values[0], values[1]);
    for (size_t cursor = 0; spec_next(spec, "bind", &cursor, values);) wish(BIND, values[0], values[1], values[2]);
    each_top(wish_empty_top);
    sort_wishes();
}

static bool is_asked_for_below(const char *path) {
    for (size_t i = 0; i < wish_count; i++) {
        if (is_below(wishes[i].target, path)) return true;
    }
    return false;
}

static bool is_file(const struct wish *one) {
    struct stat found;
    if (one->kind != BIND) return false;
    if (stat(one->source, &found) != 0) fail("the source of a mount, %s", one->source);
    return !S_ISDIR(found.st_mode);
}

// ---- the top of the tree -----------------------------------------------------------------------------------------

// The same owner and mode as the host's folder has; an ordinary user can only have folders of his own.
static void folder_like(const char *path, const char *like) {
    struct stat found;
    folder(path, 0755);
    if (stat(like, &found) != 0 || !S_ISDIR(found.st_mode)) return;
    if (chmod(path, found.st_mode & 07777) != 0) fail("setting the mode of %s", path);
    if (!in_user_namespace && chown(path, found.st_uid, found.st_gid) != 0) fail("setting the owner of %s", path);
}

// Makes the mount point of `target` in the layer, as far as the host doesn't have it.
static void point_in_layer(const char *layer, const char *top, const struct wish *one) {
    char path[PATH_MAX];
    struct stat found;
    size_t skipped = strlen(top);
    if (lstat(one->target, &found) == 0) return;
    snprintf(path, sizeof path, "%s", one->target);
    for (char *at = path + skipped + 1; *at != '\0'; at++) {
        if (*at != '/') continue;
        *at = '\0';
        folder_like(join("%s%s", layer, path + skipped), path);
        *at = '/';
    }
    const char *point = join("%s%s", layer, path + skipped);
    if (is_file(one)) empty_file(point);
    else folder(point, 0755);
}

// False when this file system (or the host's tree around it) can't carry the layer.
static bool overlay_with(const char *where, const char *top) {
    char options[PATH_MAX + 128];
    char base[PATH_MAX];
    char layer[PATH_MAX];
    snprintf(base, sizeof base, "%s", where);
    folders(base);
    snprintf(layer, sizeof layer, "%s", join("%s/%s", base, "layer"));
    folder_like(layer, top);
    folder(join("%s/%s", base, "work"), 0700);
    for (size_t i = 0; i < wish_count; i++) {
        if (is_below(wishes[i].target, top)) point_in_layer(layer, top, &wishes[i]);
    }
    // Relative, so that no character of the project's path can be taken for one of the options' own.
    if (chdir(base) != 0) fail("entering %s", base);
    snprintf(options, sizeof options, "lowerdir=%s,upperdir=layer,workdir=work%s", top,
            in_user_namespace ? ",userxattr" : "");
    bool made = mount("overlay", join("%s%s", root, top), "overlay", 0, options) == 0;
    int error = errno;
    if (chdir("/") != 0) fail("entering /");
    errno = error;
    return made;
}

static const char *scratch(void) {
    const char *path = join("%s/%s", upper, "scratch");
    if (!scratch_is_there) {
        folder(path, 0700);
        mount_or_fail("hauban-layers", path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755");
        scratch_is_there = true;
    }
    return path;
}

#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

// Everything below it too, where the kernel (5.12) has a call for that.
static void make_read_only(const char *path) {
    struct {
        uint64_t set, clear, propagation, user_namespace;
    } attributes = {.set = 1 /* MOUNT_ATTR_RDONLY */};
    if (syscall(SYS_mount_setattr, AT_FDCWD, path, 0x8000 /* AT_RECURSIVE */, &attributes, sizeof attributes) == 0) return;
    if (errno != ENOSYS) fail("making %s read-only", path);
    if (mount(NULL, path, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) != 0) {
        fail("making %s read-only", path);
    }
}

static void bind_host(const char *path, bool is_folder) {
    const char *target = join("%s%s", root, path);
    if (is_folder) folder(target, 0755);
    else empty_file(target);
    mount_or_fail(path, target, NULL, MS_BIND | MS_REC, NULL);
}

static void link_like(const char *path) {
    char link[PATH_MAX];
    ssize_t got = readlink(path, link, sizeof link - 1);
    if (got < 0) fail("reading the link %s", path);
    link[got] = '\0';
    if (symlink(link, join("%s%s", root, path)) != 0) fail("making the link %s", path);
}

// Where no overlay is to be had: the host's folder rebuilt, entry by entry, in our own tree, as deep as it takes to
// have every mount point in a folder of our own.
static void rebuild(const char *path) {
    struct stat found;
    DIR *entries = opendir(path);
    if (entries == NULL) fail("reading the folder %s", path);
    folder_like(join("%s%s", root, path), path);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char below[PATH_MAX];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(below, sizeof below, "%s", join("%s/%s", path, entry->d_name));
        // Gone since it was listed, or nothing that a service could use.
        if (lstat(below, &found) != 0) continue;
        if (S_ISLNK(found.st_mode)) link_like(below);
        else if (S_ISDIR(found.st_mode) && is_asked_for_below(below)) rebuild(below);
        else {
            bind_host(below, S_ISDIR(found.st_mode));
            make_read_only(join("%s%s", root, below));
        }
    }
    closedir(entries);
}

// A file system of the host's in the midst of a layer has a layer of its own; where it can't, it can be read.
static bool show(const char *path, bool is_folder) {
    struct statvfs about;
    bool is_writable = statvfs(path, &about) == 0 && (about.f_flag & ST_RDONLY) == 0;
    if (is_folder && is_writable && overlay_with(join("%s/layers%s", upper, path), path)) return true;
    const char *target = join("%s%s", root, path);
    if (mount(path, target, NULL, MS_BIND | MS_REC, NULL) != 0) say_degraded("mount", "the host's mount %s", path);
    else make_read_only(target);
    return false;
}

// What is mounted below a folder does not shine through an overlay of it. Containers' own mounts are theirs.
static void mounts_below(const char *top) {
    static const char *const skipped[] = {"/var/lib/docker", "/var/lib/containers", "/var/lib/containerd",
        "/var/lib/kubelet", "/var/snap"};
    char line[PATH_MAX + 512];
    char done[PATH_MAX] = "";
    FILE *list = fopen("/proc/self/mountinfo", "re");
    if (list == NULL) fail("reading /proc/self/mountinfo");
    while (fgets(line, sizeof line, list) != NULL) {
        char path[PATH_MAX];
        struct stat found;
        if (sscanf(line, "%*s %*s %*s %*s %4095s", path) != 1 || !is_below(path, top)) continue;
        bool is_skipped = done[0] != '\0' && is_below(path, done);
        for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
            is_skipped |= strcmp(path, skipped[i]) == 0 || is_below(path, skipped[i]);
        }
        if (is_skipped || strchr(path, '\\') != NULL || lstat(path, &found) != 0) continue;
        if (!show(path, S_ISDIR(found.st_mode))) snprintf(done, sizeof done, "%s", path);
    }
    fclose(list);
}

static void layered(const char *top) {
    folder(join("%s%s", root, top), 0755);
    if (overlay_with(join("%s/layers%s", upper, top), top)) {
        mounts_below(top);
        return;
    }
    // The folder is part of what it would lie on, or its file system can't: then the layer is in memory.
    if (overlay_with(join("%s%s", scratch(), top), top)) {
        errno = 0;
        say_degraded("overlay", "what is written below %s, volumes apart, is lost when the service stops", top);
        mounts_below(top);
        return;
    }
    errno = 0;
    say_degraded("overlay", "below %s, volumes apart, nothing can be written", top);
    rebuild(top);
}

static void make_top(const char *name) {
    char path[NAME_MAX + 2];
    snprintf(path, sizeof path, "/%s", name);
    switch (kind_of_top(name)) {
        case LINK:
            link_like(path);
            break;
        case KERNELS:
            bind_host(path, true);
            break;
        case LAYERED:
            layered(path);
            break;
        case NOT_THERE:
        case OWN:
        case EMPTY:
            break;
    }
}

// ---- the mounts --------------------------------------------------------------------------------------------------

static bool exists(const char *path) {
    struct stat found;
    return lstat(path, &found) == 0;
}

static void make_folder(const struct wish *one, const char *target) {
    char name[NAME_MAX + 1];
    snprintf(name, sizeof name, "%s", one->target + 1);
    for (char *at = name; *at != '\0'; at++) {
        if (*at == '/') *at = '%';
    }
    const char *own = join("%s/own/%s", upper, name);
    bool is_new = !exists(own);
    folder(own, 0700);
    // Once: later it is the service's to change.
    if (is_new && chmod(own, (mode_t) strtoul(one->options, NULL, 8)) != 0) fail("setting the mode of %s", own);
    if (is_new && one->source != NULL && !in_user_namespace && chown(own, owner, owner_group) != 0) {
        fail("setting the owner of %s", own);
    }
    mount_or_fail(own, target, NULL, MS_BIND, NULL);
}

static void fulfill(const struct wish *one) {
    char target[PATH_MAX];
    snprintf(target, sizeof target, "%s", join("%s%s", root, one->target));
    if (!exists(target)) {
        parent_folders(target);
        if (is_file(one)) empty_file(target);
        else folder(target, 0755);
    }
    switch (one->kind) {
        case FOLDER:
            make_folder(one, target);
            break;
        case TMPFS:
            mount_or_fail("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV, one->options);
            break;
        case BIND:
            mount_or_fail(one->source, target, NULL, MS_BIND | MS_REC, NULL);
            if (strcmp(one->options, "ro") == 0) make_read_only(target);
            break;
    }
}

static void protect(const char *path) {
    // EINVAL: no mount of its own, protected with /.
    if (mount(NULL, join("%s%s", root, path), NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) != 0 && errno != EINVAL) {
        say_degraded("read-only", "%s stays writable", path[0] == '\0' ? "/" : path);
    }
}

static void protect_top(const char *name) {
    char path[NAME_MAX + 2];
    snprintf(path, sizeof path, "/%s", name);
    if (kind_of_top(name) == LAYERED && !is_asked_for(path)) protect(path);
}

// What the image would bring can't be written any more; what is mounted on it can.
static void protect_image(void) {
    each_top(protect_top);
    for (size_t i = 0; i < wish_count; i++) {
        bool is_images = wishes[i].kind == FOLDER && wishes[i].source == NULL;
        for (size_t w = 0; is_images && w < wish_count; w++) {
            if (w != i && strcmp(wishes[w].target, wishes[i].target) == 0) is_images = false;
        }
        if (is_images) protect(wishes[i].target);
    }
    protect("");
}

static void turn_to(const char *new_root) {
    if (chdir(new_root) != 0) fail("entering the new root");
    if (syscall(SYS_pivot_root, ".", ".") != 0) fail("pivot_root");
    if (umount2(".", MNT_DETACH) != 0) fail("letting go of the old root");
    if (chdir("/") != 0) fail("entering /");
}

void mounts_make(const struct spec *spec, bool user_namespace) {
    tops_learn(spec);
    in_user_namespace = user_namespace;
    owner = (uid_t) spec_number(spec, "uid", 0);
    owner_group = (gid_t) spec_number(spec, "gid", (long) owner);
    snprintf(upper, sizeof upper, "%s", spec_need(spec, "upper"));
    snprintf(root, sizeof root, "%s", join("%s/%s", upper, "root"));
    umask(0);
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) fail("making the mounts private");
    folders(root);
    folder(join("%s/%s", upper, "own"), 0755);
    mount_or_fail("hauban-root", root, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755");
    gather(spec);
    each_top(make_top);
    for (size_t i = 0; i < wish_count; i++) fulfill(&wishes[i]);
    if (spec_has(spec, "read_only")) protect_image();
    turn_to(root);
    umask(022);
}
