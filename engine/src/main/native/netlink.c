// As much of rtnetlink as a stack's networks need: bridges, pairs of interfaces, addresses, a default route. The `ip`
// program is on few users' machines, and starting it eight times a service costs more than everything else together.
#include "shim.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct message {
    struct nlmsghdr header;
    char body[1024];
};

// ---- addresses ---------------------------------------------------------------------------------------------------

static size_t size_of(int family) {
    return family == AF_INET ? 4 : 16;
}

// "172.20.0.2/16", "fd00::2/64", or without the prefix.
bool address_parse(const char *text, struct address *address) {
    char bare[64];
    const char *slash = strchr(text, '/');
    size_t length = slash == NULL ? strlen(text) : (size_t) (slash - text);
    if (length >= sizeof bare) return false;
    memcpy(bare, text, length);
    bare[length] = '\0';
    address->family = strchr(bare, ':') == NULL ? AF_INET : AF_INET6;
    if (inet_pton(address->family, bare, address->bytes) != 1) return false;
    int whole = (int) size_of(address->family) * 8;
    address->prefix = slash == NULL ? whole : atoi(slash + 1);
    return address->prefix >= 0 && address->prefix <= whole;
}

bool address_within(const struct address *address, const struct address *net) {
    if (address->family != net->family) return false;
    for (int bit = 0; bit < net->prefix; bit++) {
        int shift = 7 - bit % 8;
        if ((address->bytes[bit / 8] >> shift & 1) != (net->bytes[bit / 8] >> shift & 1)) return false;
    }
    return true;
}

socklen_t address_socket(const struct address *address, int port, struct sockaddr_storage *out) {
    memset(out, 0, sizeof *out);
    if (address->family == AF_INET) {
        struct sockaddr_in *v4 = (struct sockaddr_in *) out;
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t) port);
        memcpy(&v4->sin_addr, address->bytes, 4);
        return sizeof *v4;
    }
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *) out;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons((uint16_t) port);
    memcpy(&v6->sin6_addr, address->bytes, 16);
    return sizeof *v6;
}

// ---- messages ----------------------------------------------------------------------------------------------------

static void begin(struct message *message, int type, int flags, const void *head, size_t length) {
    memset(message, 0, sizeof *message);
    message->header.nlmsg_type = (uint16_t) type;
    message->header.nlmsg_flags = (uint16_t) (NLM_F_REQUEST | NLM_F_ACK | flags);
    message->header.nlmsg_len = (uint32_t) NLMSG_LENGTH(length);
    memcpy(NLMSG_DATA(&message->header), head, length);
}

static struct rtattr *put(struct message *message, int type, const void *data, size_t length) {
    size_t at = NLMSG_ALIGN(message->header.nlmsg_len);
    errno = EMSGSIZE;
    if (at + RTA_SPACE(length) > sizeof *message) fail("a message to the kernel's network");
    struct rtattr *attribute = (struct rtattr *) ((char *) message + at);
    attribute->rta_type = (unsigned short) type;
    attribute->rta_len = (unsigned short) RTA_LENGTH(length);
    if (length > 0) memcpy(RTA_DATA(attribute), data, length);
    message->header.nlmsg_len = (uint32_t) (at + RTA_ALIGN(attribute->rta_len));
    return attribute;
}

static void put_number(struct message *message, int type, uint32_t value) {
    put(message, type, &value, sizeof value);
}

static void put_text(struct message *message, int type, const char *text) {
    put(message, type, text, strlen(text) + 1);
}

static void end(struct message *message, struct rtattr *nest) {
    nest->rta_len = (unsigned short) ((char *) message + message->header.nlmsg_len - (char *) nest);
}

// The errno of the kernel's answer; 0 is success.
static int ask(int netlink, struct message *message) {
    char answer[4096];
    if (send(netlink, message, message->header.nlmsg_len, 0) < 0) return errno;
    for (;;) {
        ssize_t got = recv(netlink, answer, sizeof answer, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        for (struct nlmsghdr *one = (struct nlmsghdr *) answer; NLMSG_OK(one, (size_t) got); one = NLMSG_NEXT(one, got)) {
            if (one->nlmsg_type != NLMSG_ERROR) continue;
            return -((struct nlmsgerr *) NLMSG_DATA(one))->error;
        }
    }
}

int netlink_open(void) {
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (netlink < 0) fail("speaking to the kernel's network");
    return netlink;
}

// ---- what is asked for -------------------------------------------------------------------------------------------

// Unlike if_nametoindex, in the namespace of the netlink socket, wherever this process is by now. 0: there is none.
int netlink_index(int netlink, const char *name) {
    struct message message;
    struct ifinfomsg link = {.ifi_family = AF_UNSPEC};
    char answer[8192];
    begin(&message, RTM_GETLINK, 0, &link, sizeof link);
    message.header.nlmsg_flags = NLM_F_REQUEST;
    put_text(&message, IFLA_IFNAME, name);
    if (send(netlink, &message, message.header.nlmsg_len, 0) < 0) fail("looking for the interface %s", name);
    ssize_t got = recv(netlink, answer, sizeof answer, 0);
    if (got < 0) fail("looking for the interface %s", name);
    struct nlmsghdr *header = (struct nlmsghdr *) answer;
    return header->nlmsg_type == RTM_NEWLINK ? ((struct ifinfomsg *) NLMSG_DATA(header))->ifi_index : 0;
}

void netlink_up(int netlink, int index) {
    struct message message;
    struct ifinfomsg link = {.ifi_index = index, .ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    begin(&message, RTM_NEWLINK, 0, &link, sizeof link);
    errno = ask(netlink, &message);
    if (errno != 0) fail("switching an interface on");
}

// A hardware address that follows from the network address, so that neighbours that remember an earlier holder of the
// address reach the next one.
static void put_hardware(struct message *message, const struct address *address) {
    if (address->family != AF_INET) return;
    unsigned char hardware[6] = {0x02, 0x42, address->bytes[0], address->bytes[1], address->bytes[2], address->bytes[3]};
    put(message, IFLA_ADDRESS, hardware, sizeof hardware);
}

// Without a hardware address of its own a bridge takes the lowest of what hangs on it, and another one whenever a service
// comes or goes: what the others then answer to whoever called them from outside would be lost.
int netlink_bridge(int netlink, const char *name, const struct address *gateway) {
    struct message message;
    struct ifinfomsg link = {.ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    int there = netlink_index(netlink, name);
    if (there != 0) return there;
    begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &link, sizeof link);
    put_text(&message, IFLA_IFNAME, name);
    put_hardware(&message, gateway);
    struct rtattr *info = put(&message, IFLA_LINKINFO, NULL, 0);
    put_text(&message, IFLA_INFO_KIND, "bridge");
    end(&message, info);
    errno = ask(netlink, &message);
    if (errno != 0) fail("making the bridge %s", name);
    return netlink_index(netlink, name);
}

// What hangs on it loses its other end.
void netlink_remove(int netlink, const char *name) {
    struct message message;
    struct ifinfomsg link = {.ifi_index = netlink_index(netlink, name)};
    if (link.ifi_index == 0) return;
    begin(&message, RTM_DELLINK, 0, &link, sizeof link);
    errno = ask(netlink, &message);
    if (errno != 0 && errno != ENODEV) fail("taking the bridge %s away", name);
}

void netlink_address(int netlink, int index, const struct address *address) {
    struct message message;
    struct ifaddrmsg head = {
        .ifa_family = (uint8_t) address->family,
        .ifa_prefixlen = (uint8_t) address->prefix,
        .ifa_flags = IFA_F_PERMANENT | (address->family == AF_INET6 ? IFA_F_NODAD : 0),
        .ifa_index = (uint32_t) index,
    };
    begin(&message, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, &head, sizeof head);
    put(&message, IFA_LOCAL, address->bytes, size_of(address->family));
    put(&message, IFA_ADDRESS, address->bytes, size_of(address->family));
    if (address->family == AF_INET && address->prefix < 31) {
        unsigned char broadcast[4];
        for (int i = 0; i < 4; i++) {
            int bits = address->prefix - 8 * i;
            unsigned mask = bits >= 8 ? 0 : bits <= 0 ? 0xff : 0xffu >> bits;
            broadcast[i] = (unsigned char) (address->bytes[i] | mask);
        }
        put(&message, IFA_BROADCAST, broadcast, sizeof broadcast);
    }
    errno = ask(netlink, &message);
    if (errno != 0) fail("giving an interface its address");
}

// A pair of interfaces: one end in the bridge here, the other in the namespace `peer_namespace`.
void netlink_veth(int netlink, const char *name, int bridge, const char *peer, int peer_namespace,
        const struct address *address) {
    struct message message;
    struct ifinfomsg link = {.ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &link, sizeof link);
    put_text(&message, IFLA_IFNAME, name);
    put_number(&message, IFLA_MASTER, (uint32_t) bridge);
    struct rtattr *info = put(&message, IFLA_LINKINFO, NULL, 0);
    put_text(&message, IFLA_INFO_KIND, "veth");
    struct rtattr *data = put(&message, IFLA_INFO_DATA, NULL, 0);
    struct ifinfomsg other = {.ifi_family = AF_UNSPEC};
    struct rtattr *end_of_pair = put(&message, VETH_INFO_PEER, &other, sizeof other);
    put_text(&message, IFLA_IFNAME, peer);
    put_number(&message, IFLA_NET_NS_FD, (uint32_t) peer_namespace);
    put_hardware(&message, address);
    end(&message, end_of_pair);
    end(&message, data);
    end(&message, info);
    errno = ask(netlink, &message);
    if (errno != 0) fail("making the interface %s", peer);
}

void netlink_default_route(int netlink, int index, const struct address *gateway) {
    struct message message;
    struct rtmsg route = {
        .rtm_family = (uint8_t) gateway->family,
        .rtm_table = RT_TABLE_MAIN,
        .rtm_protocol = RTPROT_BOOT,
        .rtm_scope = RT_SCOPE_UNIVERSE,
        .rtm_type = RTN_UNICAST,
    };
    begin(&message, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, &route, sizeof route);
    put(&message, RTA_GATEWAY, gateway->bytes, size_of(gateway->family));
    put_number(&message, RTA_OIF, (uint32_t) index);
    errno = ask(netlink, &message);
    if (errno != 0) fail("setting the default route");
}
