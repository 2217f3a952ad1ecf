// Who listens on a port of the host, by the kernel's own tables. They are read only where bind() said "in use".
#include "shim.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define LISTENING 0x0a

// As the tables write it: four bytes at a time, in the machine's own order.
static void table_text(const unsigned char *bytes, size_t length, char *out) {
    for (size_t i = 0; i < length; i += 4) {
        uint32_t word;
        memcpy(&word, bytes + i, sizeof word);
        out += sprintf(out, "%08X", word);
    }
}

// Both addresses are as the table writes them: 8 or 32 digits.
static bool is_one_of(const char *address, const char *exact, bool or_everybodys) {
    static const char mapped[] = "0000000000000000FFFF0000";
    if (strlen(address) == 32 && strncmp(address, mapped, strlen(mapped)) == 0) address += strlen(mapped);
    if (strcmp(address, exact) == 0) return true;
    return or_everybodys && strspn(address, "0") == strlen(address);
}

static bool is_in_table(const char *table, bool datagrams, const char *exact, int port, bool or_everybodys) {
    FILE *file = fopen(table, "re");
    if (file == NULL) return false;
    char line[512], address[40];
    unsigned row_port, state;
    bool found = false;
    while (!found && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, " %*d: %39[0-9A-F]:%x %*[0-9A-F]:%*x %x", address, &row_port, &state) != 3) continue;
        found = (int) row_port == port && (datagrams || state == LISTENING) && is_one_of(address, exact, or_everybodys);
    }
    fclose(file);
    return found;
}

bool port_is_held(bool datagrams, const struct address *address, int port, bool or_everybodys) {
    char exact[40];
    table_text(address->bytes, address->family == AF_INET ? 4 : 16, exact);
    return is_in_table(datagrams ? "/proc/net/udp" : "/proc/net/tcp", datagrams, exact, port, or_everybodys)
            || is_in_table(datagrams ? "/proc/net/udp6" : "/proc/net/tcp6", datagrams, exact, port, or_everybodys);
}
