package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import java.util.List;
import java.util.Optional;

/// What is looked for.
///
/// @param major the major version that an image's tag asks for; -1 when any will do
/// @param programs which of the product's programs have to be there
public record Need(Product product, int major, List<String> programs) {
    public Need {
        programs = List.copyOf(programs);
    }

    public static Need any(Product product) {
        return new Need(product, -1, List.of(product.programs().getFirst()));
    }

    public static Need version(Product product, int major) {
        return new Need(product, major, List.of(product.programs().getFirst()));
    }

    public static Need program(Product product, String program) {
        return new Need(product, -1, List.of(program));
    }

    /// What will do where that is not to be had: clients of PostgreSQL speak with servers of other versions, but that
    /// they dump no newer one.
    Optional<Need> orAny() {
        return product == Product.POSTGRESQL_CLIENT && major >= 0
                ? Optional.of(new Need(product, -1, programs))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return product.title() + (major < 0 ? "" : " " + major);
    }
}
