package dev.hauban.engine.local.supply;

/// Told how far a long piece of work is.
@FunctionalInterface
public interface Progress {
    /// @param what such as `downloading PostgreSQL 17`
    /// @param done bytes so far
    /// @param total bytes in all, or 0 when unknown
    void at(String what, long done, long total);

    static Progress ignored() {
        return (_, _, _) -> {};
    }
}
