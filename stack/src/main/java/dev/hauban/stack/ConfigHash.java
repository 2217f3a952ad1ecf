package dev.hauban.stack;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Docker Compose's `config-hash` of a service, network or volume: where two are equal, nothing that matters has
/// changed.
///
/// To take it is a third of the work of reading a service, and most commands never ask: so it is taken when somebody
/// does.
public final class ConfigHash {
    private final Supplier<String> taker;
    private volatile @Nullable String taken;

    private ConfigHash(Supplier<String> taker) {
        this.taker = taker;
    }

    public static ConfigHash of(String text) {
        return new ConfigHash(() -> text);
    }

    /// One that is taken when it is asked for. The taker answers the same each time: two threads may both ask it.
    public static ConfigHash later(Supplier<String> taker) {
        return new ConfigHash(taker);
    }

    public String text() {
        String known = taken;
        if (known == null) {
            known = taker.get();
            taken = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof ConfigHash that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
