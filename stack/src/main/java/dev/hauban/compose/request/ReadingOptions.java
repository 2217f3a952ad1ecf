package dev.hauban.compose.request;

/// How far a reading goes: most are one of the `--no-…` options of `config`.
///
/// @param interpolates fills variables in
/// @param normalizes says what follows from what is written
/// @param resolvesPaths makes paths absolute
/// @param consistency of which services what doesn't belong together is refused
/// @param environment of which services env_file is folded into the environment
/// @param allResources keeps networks, volumes, configs and secrets that no service uses
/// @param completes makes a project of the files though variables are not filled in, which fails where a value is
///     needed
public record ReadingOptions(
        boolean interpolates,
        boolean normalizes,
        boolean resolvesPaths,
        Reach consistency,
        Reach environment,
        boolean allResources,
        boolean completes) {

    /// How many of the services a step goes through.
    public enum Reach {
        NONE,
        /// Those that are switched on without being named.
        CHOSEN,
        /// Also those that are switched on because they are named.
        NAMED
    }

    /// As `config` goes without options.
    public static final ReadingOptions ALL =
            new ReadingOptions(true, true, true, Reach.CHOSEN, Reach.NAMED, false, true);

    /// Leaves variables as they are written, and what needs their values undone.
    public ReadingOptions withoutInterpolation() {
        return new ReadingOptions(false, normalizes, resolvesPaths, consistency, environment, allResources, false);
    }

    public ReadingOptions withoutNormalization() {
        return new ReadingOptions(
                interpolates, false, resolvesPaths, consistency, environment, allResources, completes);
    }

    public ReadingOptions withoutPathResolution() {
        return new ReadingOptions(interpolates, normalizes, false, consistency, environment, allResources, completes);
    }

    public ReadingOptions withConsistency(Reach reach) {
        return new ReadingOptions(interpolates, normalizes, resolvesPaths, reach, environment, allResources, completes);
    }

    public ReadingOptions withFoldedEnvironment(Reach reach) {
        return new ReadingOptions(interpolates, normalizes, resolvesPaths, consistency, reach, allResources, completes);
    }

    public ReadingOptions withAllResources() {
        return new ReadingOptions(interpolates, normalizes, resolvesPaths, consistency, environment, true, completes);
    }

    public ReadingOptions completed() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, consistency, environment, allResources, true);
    }
}
