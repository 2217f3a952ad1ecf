package dev.hauban.engine.docker;

import dev.hauban.engine.BuildOptions;
import dev.hauban.engine.ImageSeen;
import dev.hauban.engine.ImageStore;
import dev.hauban.engine.docker.image.LocalImage;
import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
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

    private interface Talk<T> {
        T hold() throws IOException, InterruptedException;
    }

    /// What the daemon has against it is a problem of the user's.
    private static <T> T told(Talk<T> talk) throws IOException, InterruptedException {
        try {
            return talk.hold();
        } catch (DockerException failure) {
            throw new ProblemException(failure.problem(), failure);
        }
    }

    @Override
    public String engine() {
        return "docker";
    }

    @Override
    public void build(Stack stack, ServiceName service, BuildOptions options, Telling telling)
            throws IOException, InterruptedException {
        told(() -> {
            images.provisioning().build(stack, service(stack, service), options, telling);
            return true;
        });
    }

    @Override
    public void pull(Stack stack, ServiceName service, boolean always, Telling telling)
            throws IOException, InterruptedException {
        told(() -> {
            images.provisioning().pull(stack, service(stack, service), images.platform(), always, telling.progress());
            return true;
        });
    }

    @Override
    public void push(Stack stack, ServiceName service, Telling telling) throws IOException, InterruptedException {
        Optional<ImageReference> image = service(stack, service).program().image();
        if (image.isPresent()) {
            told(() -> {
                images.pushing().push(image.get(), telling.progress());
                return true;
            });
        }
    }

    @Override
    public List<ImageSeen> list(ProjectName project) throws IOException, InterruptedException {
        return told(() -> {
            var seen = new ArrayList<ImageSeen>();
            for (List<Container> containers :
                    new Containers(surroundings.daemon()).of(project).values()) {
                for (Container container : containers) {
                    seen.add(seen(container));
                }
            }
            return seen;
        });
    }

    private ImageSeen seen(Container container) throws IOException, InterruptedException {
        String id = container.inspected().text("Image");
        Optional<LocalImage> image = images.find(id);
        String written = container.config().text("Image");
        return new ImageSeen(
                container.instance(),
                container.name(),
                repository(written, image),
                tag(written, image),
                image.map(known -> known.platform().toString()).orElse(""),
                id,
                image.map(LocalImage::size).orElse(0L),
                image.flatMap(LocalImage::tagged));
    }

    private static String name(String written, Optional<LocalImage> image) {
        List<String> tags = image.map(LocalImage::tags).orElse(List.of());
        String whole = ImageReference.parse(written).tag().isEmpty() ? written + ":latest" : written;
        return tags.isEmpty() || tags.contains(whole) ? whole : tags.getFirst();
    }

    private static String repository(String written, Optional<LocalImage> image) {
        String name = name(written, image);
        return name.substring(0, name.lastIndexOf(':'));
    }

    private static String tag(String written, Optional<LocalImage> image) {
        String name = name(written, image);
        return name.substring(name.lastIndexOf(':') + 1);
    }

    private static Service service(Stack stack, ServiceName name) {
        return stack.service(name)
                .orElseThrow(() -> new ProblemException(DockerProblems.noSuchService(new InstanceId(name, 1))));
    }
}
