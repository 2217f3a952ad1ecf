package dev.hauban.engine.docker.translate;

import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `security_opt`. A seccomp profile is a file here and a text for the daemon.
public final class SecurityOptions {
    private static final String UNMASKED = "systempaths=unconfined";

    private final Subject subject;

    SecurityOptions(Subject subject) {
        this.subject = subject;
    }

    /// The files that have to be in [Circumstances.Machine#profiles] before a container of the service is made.
    public static List<String> profiles(Stack stack, Service service) {
        var profiles = new ArrayList<String>();
        for (String option : new Words(service.specification().members()).texts("security_opt")) {
            profile(stack, option).ifPresent(profiles::add);
        }
        return profiles;
    }

    boolean isUnmasked() {
        return subject.words().texts("security_opt").contains(UNMASKED);
    }

    List<String> texts() {
        var texts = new ArrayList<String>();
        for (String option : subject.words().texts("security_opt")) {
            if (!option.equals(UNMASKED)) {
                Optional<String> profile = profile(subject.stack(), option);
                texts.add(profile.isEmpty() ? option : "seccomp=" + compact(profile.get()));
            }
        }
        return texts;
    }

    /// `seccomp=FILE`, or with a colon.
    private static Optional<String> profile(Stack stack, String option) {
        if (!option.startsWith("seccomp=") && !option.startsWith("seccomp:")) {
            return Optional.empty();
        }
        String value = option.substring("seccomp=".length());
        if (value.equals("unconfined") || value.equals("builtin")) {
            return Optional.empty();
        }
        String folder = value.startsWith("/")
                ? ""
                : stack.origin().directory().map(path -> path + "/").orElse("");
        return Optional.of(folder + value);
    }

    private String compact(String path) {
        String text = subject.around().machine().profiles().get(path);
        try {
            if (text != null) {
                return JsonReader.read(text).compact();
            }
        } catch (MalformedJson malformed) {
            throw wrong("the seccomp profile " + path + " is not JSON: " + malformed.getMessage());
        }
        throw wrong("there is no seccomp profile " + path);
    }

    private ProblemException wrong(String message) {
        Service service = subject.service();
        return new ProblemException(Problem.error("docker.seccomp", Actor.AUTHOR, message)
                .at(service.place())
                .about("services." + service.name() + ".security_opt"));
    }
}
