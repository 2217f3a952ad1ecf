package dev.emailight.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emailight.Stores;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Stores stores = new Stores();
    private final Redis redis = Redis.at(stores.settings().redis());
    private final Queue queue = new Queue(redis);

    QueueTest() throws Exception {}

    @BeforeEach
    void fill() {
        queue.add("first");
        queue.add("second");
    }

    @AfterEach
    void close() throws Exception {
        redis.close();
        stores.close();
    }

    @Test
    void each_is_given_to_one_worker_in_order_and_gone_when_done() {
        var one = queue.take("ann", 1, SHORT).getFirst();
        assertThat(one.message()).isEqualTo("first");
        assertThat(queue.take("ben", 5, SHORT)).extracting(Queue.Job::message).containsExactly("second");
        assertThat(queue.take("ann", 5, SHORT)).isEmpty();
        assertThat(queue.length()).isEqualTo(2);
        queue.done(one);
        assertThat(queue.length()).isEqualTo(1);
    }

    @Test
    void what_a_worker_took_that_is_gone_another_takes_over() throws Exception {
        var taken = queue.take("killed", 1, SHORT).getFirst();
        assertThat(queue.takeOver("ann", 5, Duration.ofMinutes(1))).isEmpty();
        Thread.sleep(Duration.ofMillis(30));
        assertThat(queue.takeOver("ann", 5, SHORT)).containsExactly(taken);
        queue.done(taken);
        Thread.sleep(Duration.ofMillis(30));
        assertThat(queue.takeOver("ben", 5, SHORT)).isEmpty();
    }

    @Test
    void what_is_for_later_comes_when_it_is_due_and_once() {
        var now = Instant.now();
        queue.addLater("third", now.plusSeconds(60));
        assertThat(queue.bring(now)).isZero();
        assertThat(queue.later()).isEqualTo(1);
        assertThat(queue.bring(now.plusSeconds(60))).isEqualTo(1);
        assertThat(queue.bring(now.plusSeconds(60))).isZero();
        assertThat(queue.take("ann", 5, SHORT))
                .extracting(Queue.Job::message)
                .containsExactly("first", "second", "third");
    }

    @Test
    void a_redis_that_was_emptied_is_no_trouble() {
        queue.take("ann", 5, SHORT);
        redis.client().flushAll();
        assertThat(queue.take("ann", 5, SHORT)).isEmpty();
        queue.add("fourth");
        assertThat(queue.take("ann", 5, SHORT)).extracting(Queue.Job::message).containsExactly("fourth");
    }
}
