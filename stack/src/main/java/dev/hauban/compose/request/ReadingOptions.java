package dev.hauban.compose.request;

/// How far a reading goes: most are one of the `--no-…` options of `config`.
///
/// @param interpolates fills variables in
/// @param normalizes says what follows from what is written
/// @param resolvesPaths makes paths absolute
/// @param consistency of which services what doesn't belong together is refused
/// @param environment of which services env_file is folded into the environment
/// @param namesContainers refuses two containers of one name, as long as consistency is wanted at all
/// @param allResources keeps networks, volumes, configs and secrets that no service uses
/// @param completes makes a project of the files though variables are not filled in, which fails where a value is
///     needed
public record ReadingOptions(
        boolean interpolates,
        boolean normalizes,
        boolean resolvesPaths,
        Reach consistency,
        Reach environment,
        boolean namesContainers,
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
            new ReadingOptions(true, true, true, Reach.CHOSEN, Reach.NAMED, true, false, true);

    /// Leaves variables as they are written, and what needs their values undone.
    public ReadingOptions withoutInterpolation() {
        return new ReadingOptions(
                false, normalizes, resolvesPaths, consistency, environment, namesContainers, allResources, false);
    }

    public ReadingOptions withoutNormalization() {
        return new ReadingOptions(
                interpolates, false, resolvesPaths, consistency, environment, namesContainers, allResources, completes);
    }

    public ReadingOptions withoutPathResolution() {
        return new ReadingOptions(
                interpolates, normalizes, false, consistency, environment, namesContainers, allResources, completes);
    }

    public ReadingOptions withConsistency(Reach reach) {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, reach, environment, namesContainers, allResources, completes);
    }

    public ReadingOptions withFoldedEnvironment(Reach reach) {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, consistency, reach, namesContainers, allResources, completes);
    }

    public ReadingOptions withAllResources() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, consistency, environment, namesContainers, true, completes);
    }

    public ReadingOptions completed() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, consistency, environment, namesContainers, allResources, true);
    }

    /// Lets containers have the same name: lists are not refused for that.
    public ReadingOptions withoutContainerNames() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, consistency, environment, false, allResources, completes);
    }
}
