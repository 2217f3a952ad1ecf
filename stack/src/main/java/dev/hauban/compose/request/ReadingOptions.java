package dev.hauban.compose.request;

/// How far a reading goes: most are one of the `--no-…` options of `config`.
///
/// @param interpolates fills variables in
/// @param normalizes says what follows from what is written
/// @param resolvesPaths makes paths absolute
/// @param checksConsistency refuses what doesn't belong together
/// @param foldsEnvironment folds env_file into the services' environment
/// @param allResources keeps networks, volumes, configs and secrets that no service uses
/// @param completes makes a project of the files though variables are not filled in, which fails where a value is
///     needed
public record ReadingOptions(
        boolean interpolates,
        boolean normalizes,
        boolean resolvesPaths,
        boolean checksConsistency,
        boolean foldsEnvironment,
        boolean allResources,
        boolean completes) {

    public static final ReadingOptions ALL = new ReadingOptions(true, true, true, true, true, false, true);

    /// Leaves variables as they are written, and what needs their values undone.
    public ReadingOptions withoutInterpolation() {
        return new ReadingOptions(
                false, normalizes, resolvesPaths, checksConsistency, foldsEnvironment, allResources, false);
    }

    public ReadingOptions withoutNormalization() {
        return new ReadingOptions(
                interpolates, false, resolvesPaths, checksConsistency, foldsEnvironment, allResources, completes);
    }

    public ReadingOptions withoutPathResolution() {
        return new ReadingOptions(
                interpolates, normalizes, false, checksConsistency, foldsEnvironment, allResources, completes);
    }

    public ReadingOptions withoutConsistency() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, false, foldsEnvironment, allResources, completes);
    }

    public ReadingOptions withoutFoldedEnvironment() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, checksConsistency, false, allResources, completes);
    }

    public ReadingOptions withAllResources() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, checksConsistency, foldsEnvironment, true, completes);
    }

    public ReadingOptions completed() {
        return new ReadingOptions(
                interpolates, normalizes, resolvesPaths, checksConsistency, foldsEnvironment, allResources, true);
    }
}
