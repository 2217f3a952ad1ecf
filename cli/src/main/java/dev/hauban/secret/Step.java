package dev.hauban.secret;

import dev.hauban.stack.ServiceName;
import java.util.List;
import java.util.stream.Collectors;

/// One step of replacing a secret. Each can be done again, and each the other way round.
public sealed interface Step {
    /// The server accepts the new password; the old one, too, where it can.
    record Change(Account account) implements Step {}

    /// The new value stands where the secret comes from.
    ///
    /// @param isAwaited whether a server knows it by then
    record Write(String file, boolean isAwaited) implements Step {}

    /// Services are made anew, with the new value.
    record Recreate(List<ServiceName> services, boolean areServers) implements Step {
        public Recreate {
            services = List.copyOf(services);
        }
    }

    /// The server no longer accepts the old password.
    record Release(Account account) implements Step {}

    /// What is done.
    default String text() {
        return switch (this) {
            case Change(Account account) -> "give " + account + " the new password";
            case Write(String file, boolean _) -> "write it into " + file;
            case Recreate(List<ServiceName> services, boolean _) -> "make anew, in order: " + names(services);
            case Release(Account account) -> "take the old password from " + account;
        };
    }

    /// Why, and why now.
    default String reason() {
        return switch (this) {
            case Change(Account account) ->
                account.server().takesTwo()
                        ? "first, for the server takes both from now on where its version can"
                        : "first, though the server takes one password alone: who holds the old one can't log in until made anew";
            case Write(String _, boolean isAwaited) ->
                isAwaited
                        ? "once the server knows it, so that whoever starts from now on has the right one"
                        : "whoever starts from now on has it";
            case Recreate(var _, boolean areServers) ->
                areServers ? "last, so that the server is what its files say" : "they hold the old one";
            case Release _ -> "nobody uses it any more";
        };
    }

    private static String names(List<ServiceName> services) {
        return services.stream().map(ServiceName::text).collect(Collectors.joining(", "));
    }
}
