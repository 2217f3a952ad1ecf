package dev.hauban.operator;

/// How a supervision stands, for those who look at it from outside.
///
/// @param wantedRunning how many services are to run
/// @param isAtRest nothing runs that is looked after, nothing is under way, and nothing will be by itself
/// @param isEmpty nothing is wanted and nothing is there: the project may be forgotten
record Standing(int wantedRunning, boolean isAtRest, boolean isEmpty) {
    static Standing unknown() {
        return new Standing(0, false, false);
    }
}
