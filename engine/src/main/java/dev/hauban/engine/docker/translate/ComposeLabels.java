package dev.hauban.engine.docker.translate;

import dev.hauban.stack.Network;
import dev.hauban.stack.Origin;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The labels by which Docker Compose knows what is its own, and what that is made of.
public final class ComposeLabels {
    private static final String PREFIX = "com.docker.compose.";

    public static final String PROJECT = PREFIX + "project";
    public static final String SERVICE = PREFIX + "service";
    public static final String CONFIG_HASH = PREFIX + "config-hash";
    public static final String CONTAINER_NUMBER = PREFIX + "container-number";
    public static final String ONE_OFF = PREFIX + "oneoff";
    public static final String SLUG = PREFIX + "slug";
    public static final String WORKING_DIRECTORY = PREFIX + "project.working_dir";
    public static final String CONFIG_FILES = PREFIX + "project.config_files";
    public static final String ENVIRONMENT_FILES = PREFIX + "project.environment_file";
    public static final String DEPENDENCIES = PREFIX + "depends_on";
    /// The id of the image, not its name.
    public static final String IMAGE = PREFIX + "image";
    public static final String NETWORK = PREFIX + "network";
    public static final String VOLUME = PREFIX + "volume";
    /// On a container that was made to replace another one: which.
    public static final String REPLACE = PREFIX + "replace";

    public static final String VERSION = PREFIX + "version";

    /// The version of Docker Compose whose habits these are.
    static final String VERSION_MEANT = "2.40.3";

    private ComposeLabels() {}

    static Map<String, String> container(Subject subject, String hash) {
        Map<String, String> labels = new LinkedHashMap<>(subject.words().strings("labels"));
        labels.put(PROJECT, subject.stack().name().text());
        labels.put(SERVICE, subject.service().name().text());
        labels.put(VERSION, VERSION_MEANT);
        labels.put(ONE_OFF, "False");
        origin(subject.stack().origin(), labels);
        subject.around().image().ifPresent(image -> labels.put(IMAGE, image.id()));
        switch (subject.identity()) {
            case ContainerIdentity.Numbered(int number) -> labels.put(CONTAINER_NUMBER, Integer.toString(number));
            case ContainerIdentity.Replacing(int number, String _, List<ContainerIdentity.OldMount> _) -> {
                labels.put(CONTAINER_NUMBER, Integer.toString(number));
                labels.put(REPLACE, subject.ownName().orElse(subject.service().name() + "-" + number));
            }
            case ContainerIdentity.OneOff one -> {
                labels.put(ONE_OFF, "True");
                labels.put(SLUG, one.slug());
            }
        }
        labels.put(CONFIG_HASH, hash);
        labels.put(DEPENDENCIES, dependencies(subject.words()));
        return labels;
    }

    private static void origin(Origin origin, Map<String, String> labels) {
        origin.directory().ifPresent(directory -> labels.put(WORKING_DIRECTORY, directory.toString()));
        labels.put(CONFIG_FILES, String.join(",", origin.files()));
        if (origin.namesEnvironmentFiles()) {
            labels.put(
                    ENVIRONMENT_FILES,
                    origin.environmentFiles().stream().map(Path::toString).collect(Collectors.joining(",")));
        }
    }

    /// `db:service_healthy:true` of each; the last word is `restart`.
    private static String dependencies(Words service) {
        List<String> dependencies = new ArrayList<>();
        service.named("depends_on")
                .forEach((name, words) ->
                        dependencies.add(name + ":" + words.text("condition") + ":" + words.flag("restart")));
        return String.join(",", dependencies);
    }

    static Map<String, String> network(ProjectName project, Network network) {
        Map<String, String> labels = new LinkedHashMap<>(network.labels());
        labels.put(NETWORK, network.key());
        labels.put(PROJECT, project.text());
        labels.put(VERSION, VERSION_MEANT);
        labels.put(CONFIG_HASH, network.hash());
        return labels;
    }

    static Map<String, String> volume(ProjectName project, Volume volume) {
        Map<String, String> labels = new LinkedHashMap<>(volume.labels());
        labels.put(VOLUME, volume.key());
        labels.put(PROJECT, project.text());
        labels.put(VERSION, VERSION_MEANT);
        labels.put(CONFIG_HASH, volume.hash());
        return labels;
    }
}
