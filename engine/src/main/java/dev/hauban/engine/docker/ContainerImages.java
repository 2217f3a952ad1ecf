package dev.hauban.engine.docker;

import dev.hauban.engine.BuildOptions;
import dev.hauban.engine.ImageSeen;
import dev.hauban.engine.ImageStore;
import dev.hauban.engine.docker.image.LocalImage;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The images of a daemon.
final class ContainerImages implements ImageStore {
    private final Surroundings surroundings;
    private final Images images;

    ContainerImages(Surroundings surroundings, Images images) {
        this.surroundings = surroundings;
        this.images = images;
    }

    @Override
    public String engine() {
        return "docker";
    }

    @Override
    public void build(Stack stack, ServiceName service, BuildOptions options, Telling telling)
            throws IOException, InterruptedException {
        Told.done(() -> images.provisioning().build(stack, service(stack, service), options, telling));
    }

    @Override
    public void pull(Stack stack, ServiceName service, boolean always, Telling telling)
            throws IOException, InterruptedException {
        Told.done(() -> images.provisioning()
                .pull(stack, service(stack, service), images.platform(), always, telling.progress()));
    }

    @Override
    public void push(Stack stack, ServiceName service, Telling telling) throws IOException, InterruptedException {
        Told.done(() -> images.provisioning().push(service(stack, service), telling.progress()));
    }

    @Override
    public List<ImageSeen> list(ProjectName project) throws IOException, InterruptedException {
        return Told.answer(() -> {
            var containers = new Containers(surroundings.daemon());
            var seen = new ArrayList<ImageSeen>();
            for (List<Container> same : containers.of(project).values()) {
                for (Container container : same) {
                    seen.add(seen(container));
                }
            }
            for (Container oneOff : containers.oneOffs(project)) {
                seen.add(seen(oneOff));
            }
            seen.sort(Comparator.comparing(ImageSeen::name));
            return seen;
        });
    }

    private ImageSeen seen(Container container) throws IOException, InterruptedException {
        String id = container.inspected().text("Image");
        Optional<LocalImage> image = images.find(id);
        String name = name(container.config().text("Image"), image);
        int colon = name.lastIndexOf(':');
        return new ImageSeen(
                container.instance(),
                container.name(),
                name.substring(0, colon),
                name.substring(colon + 1),
                image.map(known -> known.platform().toString()).orElse(""),
                id,
                image.map(LocalImage::size).orElse(0L),
                image.flatMap(LocalImage::tagged));
    }

    /// With its tag: as the file says it, or as the image is called by now.
    private static String name(String written, Optional<LocalImage> image) {
        List<String> tags = image.map(LocalImage::tags).orElse(List.of());
        String whole = ImageReference.parse(written).tag().isEmpty() ? written + ":latest" : written;
        return tags.isEmpty() || tags.contains(whole) ? whole : tags.getFirst();
    }

    private static Service service(Stack stack, ServiceName name) {
        return stack.service(name)
                .orElseThrow(() -> new ProblemException(DockerProblems.noSuchService(new InstanceId(name, 1))));
    }
}
