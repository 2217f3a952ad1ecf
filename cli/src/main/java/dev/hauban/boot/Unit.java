package dev.hauban.boot;

import java.util.Map;

/// The operator as a unit of systemd. Source: systemd.service(5), systemd.exec(5), systemd.unit(5).
final class Unit {
    static final String NAME = "hauban.service";

    private Unit() {}

    static String text(Started started, boolean isSystem) {
        var text = new StringBuilder("""
                # Written by `hauban operator enable`; `hauban operator disable` takes it away.
                [Unit]
                Description=Hauban's operator, which keeps stacks as they are wanted
                """);
        if (isSystem) {
            text.append("Wants=network-online.target\nAfter=network-online.target\n");
        }
        text.append("\n[Service]\n");
        text.append("ExecStart=").append(words(started)).append('\n');
        for (Map.Entry<String, String> variable : started.environment().entrySet()) {
            text.append("Environment=")
                    .append(quoted(variable.getKey() + "=" + variable.getValue()))
                    .append('\n');
        }
        String log = started.log().toString().replace("%", "%%");
        text.append("StandardOutput=append:").append(log).append('\n');
        text.append("StandardError=append:").append(log).append('\n');
        text.append("""
                # Services outlive the operator, whatever becomes of it.
                KillMode=process
                OOMPolicy=continue
                SuccessExitStatus=143

                [Install]
                """);
        text.append("WantedBy=")
                .append(isSystem ? "multi-user.target" : "default.target")
                .append('\n');
        return text.toString();
    }

    private static String words(Started started) {
        // `$` begins a variable in a command line, and only there.
        return String.join(
                " ",
                started.words().stream()
                        .map(word -> quoted(word).replace("$", "$$"))
                        .toList());
    }

    /// `%` begins a specifier everywhere.
    private static String quoted(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + "\"";
    }
}
