package dev.hauban.backup;

import dev.hauban.stack.BackupWish.Keep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Which sets need not be kept any longer. What counts is each thing that was copied, not the set: a set of one service
/// doesn't take the place of one that has all.
final class Retention {
    private final Keep keep;
    private final ZoneId zone;

    /// @param zone in which days begin
    Retention(Keep keep, ZoneId zone) {
        this.keep = keep;
        this.zone = zone;
    }

    /// A set, as far as it matters here.
    ///
    /// @param holds what it has copies of
    record Candidate(String name, Instant begun, boolean isVerified, Set<String> holds) {
        Candidate {
            holds = Set.copyOf(holds);
        }
    }

    /// Those that nothing needs: neither of the last ones, nor the one of a day, week or month. Never the newest of
    /// something, nor the newest that was verified.
    List<String> superfluous(List<Candidate> sets) {
        if (keep.isEverything()) {
            return List.of();
        }
        var needed = new HashSet<String>();
        var things = new TreeSet<String>();
        sets.forEach(set -> things.addAll(set.holds()));
        for (String thing : things) {
            need(
                    sets.stream()
                            .filter(set -> set.holds().contains(thing))
                            .sorted(Comparator.comparing(Candidate::begun)
                                    .thenComparing(Candidate::name)
                                    .reversed())
                            .toList(),
                    needed);
        }
        return sets.stream()
                .map(Candidate::name)
                .filter(name -> !needed.contains(name))
                .toList();
    }

    /// @param sets of one thing, newest first
    private void need(List<Candidate> sets, Set<String> needed) {
        sets.stream().limit(Math.max(1, keep.last())).map(Candidate::name).forEach(needed::add);
        sets.stream()
                .filter(Candidate::isVerified)
                .limit(1)
                .map(Candidate::name)
                .forEach(needed::add);
        needed.addAll(ofEach(sets, keep.daily(), day -> day));
        needed.addAll(ofEach(
                sets,
                keep.weekly(),
                day -> List.of(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))));
        needed.addAll(ofEach(sets, keep.monthly(), YearMonth::from));
    }

    /// Of each of the last spans that has any, the newest that was verified, or else the newest.
    private List<String> ofEach(List<Candidate> sets, int count, Function<LocalDate, Object> span) {
        Map<Object, Candidate> chosen = new LinkedHashMap<>();
        for (Candidate set : sets) {
            Object its = span.apply(LocalDate.ofInstant(set.begun(), zone));
            chosen.merge(its, set, (newer, older) -> !newer.isVerified() && older.isVerified() ? older : newer);
        }
        var names = new ArrayList<String>();
        chosen.values().stream().limit(count).map(Candidate::name).forEach(names::add);
        return names;
    }
}
