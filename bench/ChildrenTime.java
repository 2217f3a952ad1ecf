import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The processor time of all processes that this one started and that have ended, with those that they started and
/// waited for. The file `/proc/self/stat` tells it too, but in steps of 10 ms.
final class ChildrenTime {
    private static final int CHILDREN = -1;
    /// Larger than the structure is on any machine.
    private static final long SIZE = 256;

    private static final MethodHandle GETRUSAGE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private ChildrenTime() {}

    static double milliseconds() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(SIZE, Long.BYTES);
            if (ask(usage) != 0) {
                throw new IllegalStateException("the time of the processes can't be told");
            }
            long seconds = at(usage, 0) + at(usage, 2);
            long microseconds = at(usage, 1) + at(usage, 3);
            return seconds * 1e3 + microseconds / 1e3;
        }
    }

    private static int ask(MemorySegment usage) {
        try {
            return (int) GETRUSAGE.invokeExact(CHILDREN, usage);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long at(MemorySegment usage, long index) {
        return usage.getAtIndex(ValueLayout.JAVA_LONG, index);
    }
}
