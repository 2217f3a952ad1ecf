// A stack's networks on rung 1. "net" is the process that holds them: a network namespace with one bridge a network;
// it lives until it is told to end; "net-more" gives it further ones while services run. A service gets a namespace of its own with an interface in each of its networks.
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void setting(const char *path, const char *value) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || !write_all(fd, value, strlen(value))) say_degraded("network-setting", "writing %s to %s", value, path);
    if (fd >= 0) close(fd);
}

static struct address need_address(const char *text) {
    struct address address;
    errno = 0;
    if (!address_parse(text, &address)) fail("not an address: %s", text);
    return address;
}

static void loopback_up(int netlink) {
    int index = netlink_index(netlink, "lo");
    errno = ENODEV;
    if (index == 0) fail("the loopback interface");
    netlink_up(netlink, index);
}

static void make_bridges(const struct spec *spec) {
    const char *values[SPEC_VALUES];
    int netlink = netlink_open();
    loopback_up(netlink);
    // First: another may be given its addresses.
    for (size_t cursor = 0; spec_next(spec, "unbridge", &cursor, values);) netlink_remove(netlink, values[0]);
    for (size_t cursor = 0; spec_next(spec, "bridge", &cursor, values);) {
        struct address gateway = need_address(values[1]);
        int index = netlink_bridge(netlink, values[0], &gateway);
        netlink_address(netlink, index, &gateway);
        netlink_up(netlink, index);
    }
    close(netlink);
    // Networks of one stack are strangers to each other, as Docker's are.
    setting("/proc/sys/net/ipv4/ip_forward", "0");
}

int command_net(void) {
    struct spec spec;
    char text[256];
    spec_read(&spec, STDIN_FILENO);
    detach();
    signal(SIGTERM, SIG_DFL);
    state_open(spec_need(&spec, "state"));
    if (is_privileged()) {
        if (unshare(CLONE_NEWNET) != 0) fail("unshare(CLONE_NEWNET)");
    } else {
        user_namespace_new(0, 0, CLONE_NEWNET);
    }
    make_bridges(&spec);
    spec_forget(&spec);
    unsigned long long born = start_time(getpid());
    snprintf(text, sizeof text, "shim %d %llu\nmain %d %llu\n", (int) getpid(), born, (int) getpid(), born);
    state_write("pid", text);
    snprintf(text, sizeof text, "ok %d %llu %d %llu\n", (int) getpid(), born, (int) getpid(), born);
    write_all(say_to, text, strlen(text));
    close(say_to);
    prctl(PR_SET_NAME, "hauban-net", 0, 0, 0);
    for (;;) pause();
}

int command_net_more(void) {
    struct spec spec;
    spec_read(&spec, STDIN_FILENO);
    namespaces_enter_holder(&spec);
    make_bridges(&spec);
    spec_forget(&spec);
    return 0;
}

// In the holder's namespaces: leaves them for a network namespace of this service's own.
void network_join(const struct spec *spec, bool privileged) {
    const char *values[SPEC_VALUES];
    int outside = netlink_open();
    if (unshare(CLONE_NEWNET) != 0) fail("unshare(CLONE_NEWNET)");
    int own = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (own < 0) fail("opening the network namespace");
    int inside = netlink_open();
    loopback_up(inside);
    // Like a container's: any port, and ping without privileges.
    setting("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
    setting("/proc/sys/net/ipv4/ping_group_range", privileged ? "0 2147483647" : "0 0");
    int count = 0;
    for (size_t cursor = 0; spec_next(spec, "interface", &cursor, values); count++) {
        char name[IFNAMSIZ];
        char peer[IFNAMSIZ];
        struct address address = need_address(values[1]);
        int bridge = netlink_index(outside, values[0]);
        errno = ENODEV;
        if (bridge == 0) fail("the network's bridge %s", values[0]);
        snprintf(name, sizeof name, "h%de%d", (int) getpid(), count);
        snprintf(peer, sizeof peer, "eth%d", count);
        netlink_veth(outside, name, bridge, peer, own, &address);
        int index = netlink_index(inside, peer);
        netlink_address(inside, index, &address);
        netlink_up(inside, index);
        if (strcmp(values[2], "-") != 0) {
            struct address gateway = need_address(values[2]);
            netlink_default_route(inside, index, &gateway);
        }
    }
    for (size_t cursor = 0; spec_next(spec, "address", &cursor, values);) {
        struct address address = need_address(values[1]);
        int index = netlink_index(inside, values[0]);
        errno = ENODEV;
        if (index == 0) fail("the interface %s", values[0]);
        netlink_address(inside, index, &address);
    }
    close(own);
    close(inside);
    close(outside);
}
