// hauban-shim: what a service needs beside it that Java can't do, in a process of almost no weight. PROTOCOL.md
// describes how it is spoken to.
#include "shim.h"

#include <string.h>

int main(int count, char **words) {
    const char *command = count > 1 ? words[1] : "";
    if (strcmp(command, "run") == 0) return command_run();
    if (strcmp(command, "net") == 0) return command_net();
    if (strcmp(command, "net-more") == 0) return command_net_more();
    if (strcmp(command, "exec") == 0) return command_exec(count - 2, words + 2);
    if (strcmp(command, "signal") == 0) return command_signal(count - 2, words + 2);
    if (strcmp(command, "probe-rungs") == 0) return command_probe_rungs();
    if (strcmp(command, "unchanged") == 0) return command_unchanged(count - 2, words + 2);
    if (strcmp(command, "deny") == 0) return command_deny(count - 2, words + 2);
    fail("usage: hauban-shim run | net | net-more | exec | signal PID START SIGNAL | probe-rungs | unchanged LIST");
}
