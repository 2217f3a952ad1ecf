// "signal PID START SIGNAL": sends a signal to exactly this process. A pid that was given to another process in the
// meantime is never touched: the handle is taken first, then the start time compared, then the handle is used.
#include "shim.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int command_signal(int count, char **words) {
    errno = 0;
    if (count != 3) fail("signal takes a pid, its start time and a signal's number");
    pid_t pid = (pid_t) number(words[0], "the pid");
    int handle = (int) syscall(SYS_pidfd_open, pid, 0);
    if (handle < 0) fail("there is no process %d", (int) pid);
    errno = ESRCH;
    if (start_time(pid) != strtoull(words[1], NULL, 10)) fail("process %d is another one by now", (int) pid);
    if (syscall(SYS_pidfd_send_signal, handle, (int) number(words[2], "the signal"), NULL, 0) != 0) {
        fail("signalling process %d", (int) pid);
    }
    return 0;
}
