package dev.hauban.cli;

import dev.hauban.cli.screen.Spans;
import dev.hauban.cli.screen.Table;
import dev.hauban.json.Json;
import dev.hauban.secret.Secrets;
import dev.hauban.secret.Secrets.Age;
import dev.hauban.secret.Secrets.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The secrets that there are, as text, without their values.
record SecretListing(List<Listed> secrets, Instant now) {
    SecretListing {
        secrets = List.copyOf(secrets);
    }

    String table() {
        Table table = Table.narrow("NAME", "FROM", "STRENGTH", "AGE", "USED BY");
        for (Listed listed : secrets) {
            table.row(
                    listed.secret().name(),
                    Secrets.where(listed.secret()) + (listed.isClosed() ? " (encrypted)" : ""),
                    listed.strength().word(),
                    age(listed.age()),
                    String.join(", ", users(listed)));
        }
        return table.text();
    }

    private String age(Age age) {
        return switch (age) {
            case Age.Since(Instant moment) -> Spans.rough(Duration.between(moment, now));
            case Age.AtLeastSince(Instant moment) -> "> " + Spans.rough(Duration.between(moment, now));
            case Age.Unknown() -> "";
        };
    }

    private static List<String> users(Listed listed) {
        return listed.secret().users().stream().map(Object::toString).toList();
    }

    Json json() {
        return Json.array(secrets.stream().map(SecretListing::json).toList());
    }

    private static Json json(Listed listed) {
        Optional<String> since =
                listed.age() instanceof Age.Since(Instant moment) ? Optional.of(moment.toString()) : Optional.empty();
        Optional<String> atLeast = listed.age() instanceof Age.AtLeastSince(Instant moment)
                ? Optional.of(moment.toString())
                : Optional.empty();
        return Json.object()
                .with("name", listed.secret().name())
                .with("from", Secrets.where(listed.secret()))
                .with("encrypted", listed.isClosed())
                .with("strength", listed.strength().word())
                .withText("since", since)
                .withText("atLeastSince", atLeast)
                .with("usedBy", Json.texts(users(listed)))
                .build();
    }
}
