package dev.hauban.secret;

import dev.hauban.compose.origin.Candidate;
import dev.hauban.compose.origin.Origin;
import dev.hauban.compose.origin.Origins;
import dev.hauban.compose.origin.Use;
import dev.hauban.compose.origin.ValueOrigin;
import dev.hauban.compose.origin.VariableOrigin;
import dev.hauban.json.Json;
import dev.hauban.problem.Place;
import dev.hauban.secret.Secret.Source;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Secrecy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the secrets of a stack: variables that are filled in, those that env_file brings, those that stand in the
/// Compose file, and what is below `secrets:`. What counts as one is the rule of the house, [Secrecy].
public final class SecretSearch {
    private static final String ENVIRONMENT = "environment";

    private final Stack stack;
    private final Map<String, List<VariableOrigin>> variables = new TreeMap<>();
    private final Map<String, Secret> found = new LinkedHashMap<>();

    private SecretSearch(Stack stack, Origins origins) {
        this.stack = stack;
        for (VariableOrigin variable : origins.variables()) {
            variables.computeIfAbsent(variable.name(), _ -> new ArrayList<>()).add(variable);
        }
        variables.values().forEach(each -> each.forEach(this::variable));
        origins.values().stream().filter(ValueOrigin::isMasked).forEach(this::value);
        stack.secrets().forEach((key, source) -> file(key, source, origins));
    }

    /// In the order of their names.
    public static List<Secret> of(Stack stack, Origins origins) {
        return new SecretSearch(stack, origins)
                .found.values().stream()
                        .sorted(Comparator.comparing(Secret::name)
                                .thenComparing(secret -> secret.source().toString()))
                        .toList();
    }

    private void add(Secret secret) {
        found.merge(secret.name() + "\n" + secret.source(), secret, (one, other) -> {
            var users = new TreeSet<>(one.users());
            users.addAll(other.users());
            return new Secret(one.name(), one.source(), users, one.value().or(other::value));
        });
    }

    private void variable(VariableOrigin variable) {
        boolean isMasked = variable.candidates().stream()
                .anyMatch(candidate -> candidate.value().contains(Secrecy.MASK));
        boolean isSecret = Secrecy.isSecretName(variable.name()) || isMasked;
        Optional<Source> source = source(variable);
        if (isSecret && source.isPresent()) {
            var users = new TreeSet<ServiceName>();
            collect(variable, users, new HashMap<>());
            add(new Secret(variable.name(), source.get(), users, whole(variable)));
        }
    }

    private static Optional<Source> source(VariableOrigin variable) {
        if (variable.isSet()) {
            return switch (variable.candidates().getFirst()) {
                case Candidate.Shell _ -> Optional.of(new Source.Shell(variable.name()));
                case Candidate.Line(Place place, String _) -> Optional.of(new Source.Line(place));
                case Candidate.ProjectName _, Candidate.Standing _ -> Optional.empty();
            };
        }
        return variable.uses().stream()
                .filter(use ->
                        use.outcome() == Use.Outcome.DEFAULT && !use.instead().isEmpty())
                .findFirst()
                .map(use -> new Source.Written(use.place()));
    }

    /// Also through other variables, in whose lines it is filled in.
    private void collect(VariableOrigin variable, TreeSet<ServiceName> users, Map<String, Boolean> seen) {
        if (seen.put(variable.name(), true) != null) {
            return;
        }
        for (Use use : variable.uses()) {
            service(use.path()).ifPresent(users::add);
            if (use.path().isEmpty()) {
                assigned(use.place()).forEach(other -> collect(other, users, seen));
            }
        }
    }

    private List<VariableOrigin> assigned(Place place) {
        return variables.values().stream()
                .flatMap(List::stream)
                .filter(variable -> variable.candidates().stream()
                        .anyMatch(candidate -> candidate instanceof Candidate.Line(Place line, String _)
                                && line.file().equals(place.file())
                                && line.line() == place.line()))
                .toList();
    }

    /// Its value, where some service has it as it is.
    private Optional<String> whole(VariableOrigin variable) {
        for (Use use : variable.uses()) {
            Optional<Service> service = service(use.path()).flatMap(stack::service);
            int at = use.path().indexOf("." + ENVIRONMENT + ".");
            boolean isWhole = use.outcome() == Use.Outcome.VALUE || use.outcome() == Use.Outcome.DEFAULT;
            if (service.isPresent() && at > 0 && isWhole) {
                String key = use.path().substring(at + ENVIRONMENT.length() + 2);
                String value = service.get().program().environment().get(key);
                if (value != null && (Secrecy.isSecretName(key) || key.equals(variable.name()))) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ServiceName> service(String path) {
        // A service's name may have dots itself.
        return stack.services().keySet().stream()
                .filter(name -> (path + ".").startsWith("services." + name + "."))
                .max(Comparator.comparingInt(name -> name.text().length()));
    }

    /// What no variable brings: env_file, and the Compose file's own words.
    private void value(ValueOrigin value) {
        List<String> path = value.path().stream().map(SecretSearch::text).toList();
        Optional<ServiceName> user = service(String.join(".", path));
        if (user.isEmpty() || path.size() < 3) {
            return;
        }
        boolean isVariable = path.get(2).equals(ENVIRONMENT) && path.size() == 4;
        String name = isVariable ? path.get(3) : String.join(".", path.subList(1, path.size()));
        Optional<String> real = isVariable
                ? stack.service(user.get())
                        .map(service -> service.program().environment().get(name))
                : Optional.empty();
        var users = new TreeSet<>(List.of(user.get()));
        switch (value.origin()) {
            case Origin.Folded(Place place, Optional<Place> _) ->
                add(new Secret(name, new Source.Line(place), users, real));
            case Origin.Written(Place place, List<String> named) -> {
                if (named.stream().noneMatch(this::isFound)) {
                    add(new Secret(name, new Source.Written(place), users, real));
                }
            }
            case Origin.Taken _,
                    Origin.Default(),
                    Origin.Implied _,
                    Origin.Option _,
                    Origin.Variable _,
                    Origin.Folder() -> {}
        }
    }

    private boolean isFound(String variable) {
        return found.values().stream().anyMatch(secret -> secret.name().equals(variable));
    }

    private static String text(Json step) {
        return switch (step) {
            case Json.Text(String key) -> key;
            case Json.Number(String index) -> index;
            default -> "";
        };
    }

    private void file(String key, FileSource source, Origins origins) {
        var users = new TreeSet<ServiceName>();
        for (Service service : stack.services().values()) {
            if (service.attachments().mounts().stream().anyMatch(mount -> isSecret(mount, key))) {
                users.add(service.name());
            }
        }
        switch (source) {
            case FileSource.FromFile(var file) ->
                add(new Secret(key, new Source.WholeFile(file), users, Optional.empty()));
            case FileSource.FromEnvironment(String variable, Optional<String> value) ->
                add(new Secret(variable, given(variable, origins), users, value));
            case FileSource.Inline(String content) -> {
                Place place = written(key, origins).orElseGet(() -> new Place("compose.yaml", 1, 1));
                add(new Secret(key, new Source.Written(place), users, Optional.of(content)));
            }
            case FileSource.External(String name) ->
                add(new Secret(key, new Source.Elsewhere(name), users, Optional.empty()));
        }
    }

    private static Source given(String variable, Origins origins) {
        return origins.variable(variable).stream()
                .flatMap(each -> source(each).stream())
                .findFirst()
                .orElseGet(() -> new Source.Shell(variable));
    }

    private static Optional<Place> written(String key, Origins origins) {
        return origins.values().stream()
                .filter(value -> value.path().size() > 1
                        && value.path().get(0).equals(Json.text("secrets"))
                        && value.path().get(1).equals(Json.text(key)))
                .flatMap(value -> value.origin() instanceof Origin.Written(Place place, List<String> _)
                        ? java.util.stream.Stream.of(place)
                        : java.util.stream.Stream.empty())
                .findFirst();
    }

    static boolean isSecret(Mount mount, String key) {
        return mount instanceof Mount.Supplied supplied
                && supplied.kind() == Mount.Kind.SECRET
                && supplied.source().equals(key);
    }
}
