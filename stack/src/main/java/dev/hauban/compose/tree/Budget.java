package dev.hauban.compose.tree;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;

/// What one load may take.
///
/// Files that are meant stay below: ten thousand services of twenty lines do. Files that are made to do harm, a few
/// lines that mean millions of values, end where it is used up, and so does the load.
public final class Budget {
    private static final int VALUES = 550_000;
    private static final int COPIES = 500_000;
    private static final int CHARACTERS = 16_000_000;
    private static final int FILES = 20_000;

    private final Problems problems;
    private int values = VALUES;
    private int copies = COPIES;
    private int characters = CHARACTERS;
    private int files = FILES;

    Budget(Problems problems) {
        this.problems = problems;
    }

    /// So many more values are written in the files.
    public void takeValues(long count, Place place) {
        if (count > values) {
            throw exhausted(place, "the files hold more than " + VALUES + " keys and values");
        }
        values -= (int) count;
    }

    /// Whether so many more values may be written.
    public boolean hasValues(long count) {
        return count <= values;
    }

    /// So many more values are in the trees that are not written there: what is written once is meant in many places.
    public void takeCopies(long count, Place place) {
        if (count > copies) {
            throw exhausted(place, "what is written here grows to more than " + COPIES + " values");
        }
        copies -= (int) count;
    }

    /// Variables have been filled in that are so long.
    public void takeCharacters(long count, Place place) {
        if (count > characters) {
            throw exhausted(
                    place, "the variables that are filled in grow to more than " + CHARACTERS / 1_000_000 + " MB");
        }
        characters -= (int) count;
    }

    /// So many more files are read, or something that takes as long.
    public void takeFiles(int count, Place place) {
        if (count > files) {
            throw exhausted(place, "the files name too many other files");
        }
        files -= count;
    }

    private ExhaustedException exhausted(Place place, String message) {
        problems.add(Problem.error("compose.too-much", Actor.AUTHOR, message)
                .at(place)
                .remedy("is it the file that is meant? Divide it into several projects"));
        return new ExhaustedException();
    }

    /// The budget is used up, which has been told.
    public static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ExhaustedException() {
            super(null, null, false, false);
        }
    }
}
