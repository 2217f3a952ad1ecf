package dev.hauban.cli;

import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Nearest;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.PortMapping;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which services a user means by the words they typed: names of services, and of groups of services.
final class Names {
    private Names() {}

    /// In the order in which they were typed, each once; none for no word. Every unknown word is told.
    static List<ServiceName> of(Stack stack, List<String> words) {
        var names = new LinkedHashSet<ServiceName>();
        var problems = new ArrayList<Problem>();
        for (String word : words) {
            List<ServiceName> group = stack.groups().get(word);
            Optional<ServiceName> service = known(stack, word);
            if (service.isPresent()) {
                names.add(service.get());
            } else if (group != null) {
                names.addAll(group);
            } else {
                problems.add(unknown(stack, word));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return List.copyOf(names);
    }

    static ServiceName one(Stack stack, String word) {
        return known(stack, word).orElseThrow(() -> new ProblemException(unknown(stack, word)));
    }

    /// Reads `web=3`.
    static Map<ServiceName, Integer> scales(Stack stack, List<String> words) {
        var scales = new TreeMap<ServiceName, Integer>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new ProblemException(notAScale(word));
            }
            ServiceName name = one(stack, word.substring(0, equals));
            int number = number(word, word.substring(equals + 1));
            if (number > 1) {
                refuseIfSingle(stack.services().get(name), number);
            }
            scales.put(name, number);
        }
        return scales;
    }

    /// A second instance would need the same name or the same port; half of a scale would stay behind and hold back
    /// whatever depends on it.
    private static void refuseIfSingle(@Nullable Service service, int number) {
        if (service == null) {
            return;
        }
        String many = service.name() + " can't run " + number + " times: ";
        Service.Attachments attachments = service.attachments();
        attachments.containerName().ifPresent(name -> {
            throw new ProblemException(LineProblems.wrongWord(
                            many + "its container_name is " + name + ", and a name is unique",
                            "Remove container_name from the service.")
                    .at(service.place()));
        });
        for (PortMapping port : attachments.ports()) {
            String published = port.published().orElse("");
            if (!published.isEmpty() && !published.contains("-") && !published.equals("0")) {
                throw new ProblemException(LineProblems.wrongWord(
                                many + "it publishes port " + published + ", and only one can have it",
                                "Publish a range (8000-8010:" + port.target() + ") or leave the port to chance (\""
                                        + port.target() + "\").")
                        .at(service.place()));
            }
        }
    }

    private static int number(String word, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw new ProblemException(notAScale(word));
        }
        throw new ProblemException(notAScale(word));
    }

    private static Problem notAScale(String word) {
        return LineProblems.wrongWord("\"" + word + "\" is no scale", "Write SERVICE=NUMBER, such as web=3.");
    }

    private static Optional<ServiceName> known(Stack stack, String word) {
        for (ServiceName name : stack.services().keySet()) {
            if (name.text().equals(word)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static Problem unknown(Stack stack, String word) {
        var all = new ArrayList<>(stack.groups().keySet());
        stack.services().keySet().forEach(name -> all.add(name.text()));
        Optional<String> nearest = Nearest.to(word, all);
        String remedy = nearest.isPresent()
                ? "Did you mean \"" + nearest.get() + "\"?"
                : "There are: " + String.join(", ", all.stream().sorted().toList()) + ".";
        return LineProblems.wrongWord("no such service: " + word, remedy);
    }
}
