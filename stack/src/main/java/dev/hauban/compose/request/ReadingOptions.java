package dev.hauban.compose.request;

/// How far a reading goes: most are one of the `--no-…` options of `config`.
///
/// @param interpolates fills variables in
/// @param normalizes says what follows from what is written
/// @param resolvesPaths makes paths absolute
/// @param checksConsistency refuses what doesn't belong together
/// @param foldsEnvironment folds env_file into the services' environment
/// @param allResources keeps networks, volumes, configs and secrets that no service uses
public record ReadingOptions(
        boolean interpolates,
        boolean normalizes,
        boolean resolvesPaths,
        boolean checksConsistency,
        boolean foldsEnvironment,
        boolean allResources) {

    public static final ReadingOptions ALL = new ReadingOptions(true, true, true, true, true, false);

    public ReadingOptions withoutInterpolation() {
        return new ReadingOptions(false, normalizes, resolvesPaths, checksConsistency, foldsEnvironment, allResources);
    }

    public ReadingOptions withoutNormalization() {
        return new ReadingOptions(
                interpolates, false, resolvesPaths, checksConsistency, foldsEnvironment, allResources);
    }

    public ReadingOptions withoutPathResolution() {
        return new ReadingOptions(interpolates, normalizes, false, checksConsistency, foldsEnvironment, allResources);
    }

    public ReadingOptions withoutConsistency() {
        return new ReadingOptions(interpolates, normalizes, resolvesPaths, false, foldsEnvironment, allResources);
    }

    public ReadingOptions withoutFoldedEnvironment() {
        return new ReadingOptions(interpolates, normalizes, resolvesPaths, checksConsistency, false, allResources);
    }

    public ReadingOptions withAllResources() {
        return new ReadingOptions(interpolates, normalizes, resolvesPaths, checksConsistency, foldsEnvironment, true);
    }
}
