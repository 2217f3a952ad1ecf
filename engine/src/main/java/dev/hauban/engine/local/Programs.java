package dev.hauban.engine.local;

import dev.hauban.engine.Engine;
import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.image.Piece;
import dev.hauban.engine.local.image.Provision;
import dev.hauban.engine.local.image.Provisioned;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The programs of the project's services, found once per configuration.
final class Programs {
    private final Provision provision;
    private final Map<ServiceName, Found> found = new ConcurrentHashMap<>();

    Programs(Provision provision) {
        this.provision = provision;
    }

    private record Found(Service service, Provisioned provisioned) {
        /// Somebody may have taken away what was built or fetched: then it is again.
        boolean isThere() {
            return provisioned.program().pieces().stream().map(Piece::source).allMatch(Files::exists);
        }
    }

    /// Looks anew: sources may have changed although the configuration hasn't.
    Provisioned prepare(Service service, Consumer<Engine.Progress> progress) throws InterruptedException {
        Provisioned provisioned = provision.of(
                service,
                (what, done, total) ->
                        progress.accept(new Engine.Progress(what, total > 0 ? (double) done / total : -1)));
        found.put(service.name(), new Found(service, provisioned));
        return provisioned;
    }

    /// What was prepared for this service, or is prepared now.
    Provisioned of(Service service) throws InterruptedException {
        Found known = found.get(service.name());
        if (known != null && known.service().equals(service) && known.isThere()) {
            return known.provisioned();
        }
        return prepare(service, _ -> {});
    }

    /// What is known without looking for it.
    Optional<LocalProgram> known(Service service) {
        return Optional.ofNullable(found.get(service.name()))
                .filter(known -> known.service().equals(service))
                .map(known -> known.provisioned().program());
    }

    /// Where each program that the service needs is or would come from.
    List<Provision.Finding> sources(Service service) throws InterruptedException {
        return provision.describe(service);
    }

    Optional<LocalProgram.User> ownAccount(Service service) {
        return provision.ownAccount(service);
    }

    boolean beginsServer(Service service) {
        return provision.beginsServer(service);
    }

    Optional<Provision.Tenant> tenant(Service service) throws InterruptedException {
        return provision.tenant(service);
    }

    List<Problem> check(Service service) throws InterruptedException {
        return provision.check(service);
    }
}
