package dev.hauban.engine.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.catalog.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheTest {
    @TempDir
    private Path home;

    @Test
    void who_waits_for_what_another_fetches_is_told_so() throws Exception {
        var begun = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        var words = new ConcurrentLinkedQueue<String>();
        var cache = new Cache(home);
        var first = CompletableFuture.supplyAsync(() -> {
            try {
                return cache.folder("redis", beside -> {
                    Files.writeString(beside.resolve("server"), "1234567");
                    begun.countDown();
                    told.await();
                });
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        begun.await();

        Path second = cache.folder(
                "redis",
                Need.any(Product.REDIS),
                (what, _, _) -> {
                    words.add(what);
                    told.countDown();
                },
                _ -> {
                    throw new AssertionError("filled twice");
                });

        assertThat(words).first().isEqualTo("waiting for Redis, which another command fetches");
        assertThat(second).isEqualTo(first.get());
        assertThat(second.resolve("server")).hasContent("1234567");
    }
}
