package dev.hauban.engine;

/// What an instance takes of the machine. Sizes are bytes.
///
/// @param id by which the engine knows it
/// @param processor of one core, in percent
public record Usage(String id, double processor, Memory memory, Flow network, Flow disk, long processes) {

    /// Of an instance that doesn't run.
    public static Usage none(String id) {
        return new Usage(id, 0, new Memory(0, 0), new Flow(0, 0), new Flow(0, 0), 0);
    }

    /// @param limit what it may have at most; 0 where it isn't known
    public record Memory(long used, long limit) {
        /// Of what it may have.
        public double percent() {
            return limit == 0 ? 0 : 100.0 * used / limit;
        }
    }

    /// Since the instance was started.
    ///
    /// @param in received, or read
    /// @param out sent, or written
    public record Flow(long in, long out) {}
}
