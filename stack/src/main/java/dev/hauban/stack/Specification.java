package dev.hauban.stack;

import dev.hauban.json.Json;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the files say of one service, network or volume, in the words of the Compose Specification: resolved, as it
/// stands in the canonical document (docs/decisions/0040). What the planner or two engines need has a type of its own
/// in this room; an engine takes from here what only it can have.
///
/// Most commands never look at it, so it is made when somebody does. Two are equal when they say the same.
public final class Specification {
    private static final Specification EMPTY = of(Json.object().build());

    private final Supplier<Json.Members> maker;
    private final Json.@Nullable Members hashed;
    private volatile Json.@Nullable Members made;

    private Specification(Supplier<Json.Members> maker, Json.@Nullable Members hashed) {
        this.maker = maker;
        this.hashed = hashed;
    }

    /// Of something that no file speaks of.
    public static Specification empty() {
        return EMPTY;
    }

    public static Specification of(Json.Members members) {
        return new Specification(() -> members, null);
    }

    /// One that is made when it is asked for. The maker answers the same each time: two threads may both ask it.
    public static Specification later(Supplier<Json.Members> maker) {
        return new Specification(maker, null);
    }

    /// The same, with the form of it that its config-hash is taken of.
    public Specification hashed(Json.Members form) {
        return new Specification(maker, form);
    }

    /// The same, but for one key; without a value, without the key. Not for what the config-hash is taken of.
    public Specification with(String key, Optional<Json> value) {
        Supplier<Json.Members> changed = () -> {
            var values = new TreeMap<>(members().values());
            value.ifPresentOrElse(given -> values.put(key, given), () -> values.remove(key));
            return new Json.Members(values);
        };
        return new Specification(changed, hashed);
    }

    public Json.Members members() {
        Json.Members known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }

    /// What Docker Compose takes the config-hash of; there only where the hash is another one once the engine has put
    /// its own words (a container's id for a service's name) in.
    public Optional<Json.Members> hashed() {
        return Optional.ofNullable(hashed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Specification that
                        && members().equals(that.members())
                        && Objects.equals(hashed, that.hashed);
    }

    @Override
    public int hashCode() {
        return members().hashCode();
    }

    /// Without its words: secrets may be among them.
    @Override
    public String toString() {
        return "Specification[…]";
    }
}
