package dev.hauban.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.backup.Retention.Candidate;
import dev.hauban.stack.BackupWish.Keep;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    private static final int STORIES = 400;

    private static Candidate set(String name, Instant begun, boolean isVerified) {
        return new Candidate(name, begun, isVerified, Set.of("db"));
    }

    /// One a night, the newest first, all verified.
    private static List<Candidate> nights(int count) {
        return IntStream.range(0, count)
                .mapToObj(night -> set("night-" + night, NIGHT.minus(Duration.ofDays(night)), true))
                .toList();
    }

    private static List<String> kept(Keep keep, List<Candidate> sets) {
        List<String> superfluous = new Retention(keep, ZoneOffset.UTC).superfluous(sets);
        return sets.stream()
                .map(Candidate::name)
                .filter(name -> !superfluous.contains(name))
                .toList();
    }

    @Test
    void keeps_everything_where_nobody_has_said_otherwise() {
        assertThat(kept(Keep.everything(), nights(100))).hasSize(100);
    }

    @Test
    void keeps_the_last_ones() {
        assertThat(kept(new Keep(2, 0, 0, 0), nights(10))).containsExactly("night-0", "night-1");
    }

    /// 2026-03-01 is a Sunday.
    @Test
    void keeps_one_of_each_day_week_and_month() {
        assertThat(kept(new Keep(0, 3, 2, 3), nights(100)))
                .containsExactly("night-0", "night-1", "night-2", "night-7", "night-29");
    }

    @Test
    void of_a_day_it_keeps_the_newest_that_was_verified() {
        List<Candidate> day = List.of(
                set("noon", NIGHT.plus(Duration.ofHours(10)), false),
                set("morning", NIGHT.plus(Duration.ofHours(6)), true),
                set("night", NIGHT, true),
                set("today", NIGHT.plus(Duration.ofDays(1)), true));

        assertThat(kept(new Keep(0, 2, 0, 0), day)).containsExactly("morning", "today");
    }

    @Test
    void a_day_is_one_of_the_place_where_the_sets_are_made() {
        List<Candidate> sets = List.of(
                set("late", Instant.parse("2026-03-01T23:30:00Z"), true),
                set("early", Instant.parse("2026-03-01T00:30:00Z"), true));

        assertThat(new Retention(new Keep(0, 5, 0, 0), ZoneOffset.UTC).superfluous(sets))
                .containsExactly("early");
        assertThat(new Retention(new Keep(0, 5, 0, 0), ZoneId.of("Europe/Paris")).superfluous(sets))
                .isEmpty();
    }

    @Test
    void a_set_of_one_service_does_not_take_the_place_of_one_that_has_all() {
        var all = new Candidate("all", NIGHT, true, Set.of("db", "cache"));
        var one = new Candidate("one", NIGHT.plus(Duration.ofHours(3)), true, Set.of("cache"));

        assertThat(kept(new Keep(1, 0, 0, 0), List.of(all, one))).containsExactly("all", "one");
    }

    @Test
    void the_last_verified_one_stays_however_many_failed_since() {
        var sets = new ArrayList<>(List.of(set("good", NIGHT.minus(Duration.ofDays(400)), true)));
        nights(30).forEach(night -> sets.add(set(night.name(), night.begun(), false)));

        assertThat(kept(new Keep(1, 2, 0, 0), sets)).containsExactly("good", "night-0", "night-1");
    }

    // ---- whatever happens

    private static List<Candidate> story(Random random) {
        var sets = new ArrayList<Candidate>();
        int count = random.nextInt(40);
        for (int at = 0; at < count; at++) {
            var holds = new java.util.TreeSet<String>();
            holds.add("db" + random.nextInt(3));
            if (random.nextBoolean()) {
                holds.add("files");
            }
            Instant begun = NIGHT.minus(Duration.ofMinutes(random.nextInt(200 * 24 * 60)));
            sets.add(new Candidate("set-" + at, begun, random.nextInt(3) > 0, holds));
        }
        return sets;
    }

    private static Keep keep(Random random) {
        return new Keep(random.nextInt(4), random.nextInt(8), random.nextInt(5), random.nextInt(4));
    }

    private static List<Candidate> left(Keep keep, List<Candidate> sets) {
        List<String> names = kept(keep, sets);
        return sets.stream().filter(set -> names.contains(set.name())).toList();
    }

    @Test
    void of_everything_the_newest_and_the_newest_verified_set_always_stay() {
        for (int seed = 0; seed < STORIES; seed++) {
            var random = new Random(seed);
            List<Candidate> sets = story(random);
            List<String> kept = kept(keep(random), sets);
            for (String thing : List.of("db0", "db1", "db2", "files")) {
                List<Candidate> its = sets.stream()
                        .filter(set -> set.holds().contains(thing))
                        .sorted(Comparator.comparing(Candidate::begun))
                        .toList();
                if (!its.isEmpty()) {
                    assertThat(kept).as("seed %d", seed).contains(its.getLast().name());
                }
                its.reversed().stream()
                        .filter(Candidate::isVerified)
                        .findFirst()
                        .ifPresent(newest -> assertThat(kept).contains(newest.name()));
            }
        }
    }

    @Test
    void what_was_left_once_is_left_again() {
        for (int seed = 0; seed < STORIES; seed++) {
            var random = new Random(seed);
            List<Candidate> sets = story(random);
            Keep keep = keep(random);
            List<Candidate> left = left(keep, sets);

            assertThat(left(keep, left)).as("seed %d", seed).isEqualTo(left);
        }
    }

    @Test
    void whoever_wants_more_kept_loses_nothing_by_it() {
        for (int seed = 0; seed < STORIES; seed++) {
            var random = new Random(seed);
            List<Candidate> sets = story(random);
            Keep less = keep(random);
            if (less.isEverything()) {
                continue;
            }
            var more = new Keep(
                    less.last() + random.nextInt(2),
                    less.daily() + random.nextInt(2),
                    less.weekly() + random.nextInt(2),
                    less.monthly() + random.nextInt(2));

            assertThat(kept(more, sets)).as("seed %d", seed).containsAll(kept(less, sets));
        }
    }

    @Test
    void no_more_is_kept_of_anything_than_was_wanted() {
        for (int seed = 0; seed < STORIES; seed++) {
            var random = new Random(seed);
            List<Candidate> sets = story(random).stream()
                    .map(set -> set(set.name(), set.begun(), set.isVerified()))
                    .toList();
            Keep keep = keep(random);
            if (!keep.isEverything()) {
                assertThat(kept(keep, sets).size())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(2 + keep.last() + keep.daily() + keep.weekly() + keep.monthly());
            }
        }
    }
}
