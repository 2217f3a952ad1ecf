package dev.hauban.catalog;

import java.util.List;

/// How an image is run where there are no containers.
public sealed interface LocalWay {
    /// @param products what has to be there; the first is the one that gives the service its name and version
    /// @param script the family of entrypoint that does what the image's own does: `postgres`, `mysql`, `redis`
    record WithPrograms(List<Product> products, String script) implements LocalWay {
        public WithPrograms {
            products = List.copyOf(products);
        }
    }

    /// @param why the rest of a sentence that begins with the image's name
    record Missing(String why) implements LocalWay {}
}
