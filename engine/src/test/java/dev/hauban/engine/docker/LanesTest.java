package dev.hauban.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LanesTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void noMoreThanTheLanesAreAtWorkAtOnce() throws Exception {
        var lanes = new Lanes(3, LONG);
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> quietly(() -> lanes.stop(() -> {
                        most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                        Thread.yield();
                        return atWork.decrementAndGet();
                    }))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void whatIsToBeRemovedGoesBeforeWhatIsToBeStopped() throws Exception {
        var lanes = new Lanes(1, LONG);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> quietly(() -> lanes.stop(() -> {
                    begun.countDown();
                    end.await();
                    return order.add("first");
                })));
        begun.await();
        Thread stop = waiting(Thread.ofPlatform().start(() -> quietly(() -> lanes.stop(() -> order.add("stop")))));
        Thread removal =
                waiting(Thread.ofPlatform().start(() -> quietly(() -> lanes.remove(() -> order.add("removal")))));
        end.countDown();
        for (Thread thread : List.of(first, stop, removal)) {
            thread.join();
        }
        assertThat(order).containsExactly("first", "removal", "stop");
    }

    @Test
    void whereNothingComesToItsEndEverybodyGoesOn() throws Exception {
        var lanes = new Lanes(2, Duration.ofMillis(1));
        var all = new CountDownLatch(10);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> quietly(() -> lanes.stop(() -> {
                        all.countDown();
                        all.await();
                        return true;
                    }))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(all.getCount()).isZero();
    }

    @Test
    void oneThatFailsLeavesItsLane() throws Exception {
        var lanes = new Lanes(1, LONG);
        for (int i = 0; i < 3; i++) {
            try {
                lanes.remove(() -> {
                    throw new IllegalStateException("refused");
                });
            } catch (IllegalStateException refused) {
                assertThat(refused).hasMessage("refused");
            }
        }
        assertThat(lanes.<Boolean>stop(() -> true)).isTrue();
    }

    private static Thread waiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private interface Quiet {
        void run() throws Exception;
    }

    private static void quietly(Quiet work) {
        try {
            work.run();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
