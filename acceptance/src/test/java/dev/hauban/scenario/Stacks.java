package dev.hauban.scenario;

/// Small stacks of shell scripts. In each, `@` is the scenario's folder.
final class Stacks {
    /// A database that is healthy as soon as a file is there, a one-shot, and a web service that waits for both.
    static final String THREE = """
            services:
              db:
                image: scenario/db:1
                x-hauban: {local: {command: ["sh", "-c", "echo $$$$ >> @/db.pids; echo db speaks; touch @/ready; exec sleep 1000"]}}
                restart: always
                healthcheck:
                  test: ["CMD-SHELL", "test -f @/ready"]
                  interval: 30s
                volumes: ["data:/data"]
              job:
                image: scenario/job:1
                x-hauban: {local: {command: ["sh", "-c", "echo done >> @/jobs; echo job speaks"]}}
                depends_on:
                  db: {condition: service_healthy}
              web:
                image: scenario/web:1
                x-hauban: {local: {command: ["sh", "-c", "echo $$$$ >> @/web.pids; echo web speaks; echo web warns >&2; exec sleep 1000"]}}
                environment: {GREETING: hello}
                depends_on:
                  db: {condition: service_healthy}
                  job: {condition: service_completed_successfully}
            volumes:
              data: {}
            """;

    private Stacks() {}

    /// One service that runs a line of shell. `$` in it is the shell's.
    static String one(String shell, String more) {
        String escaped = shell.replace("$", "$$").replace("\\", "\\\\").replace("\"", "\\\"");
        return """
                services:
                  one:
                    image: scenario/one:1
                    x-hauban: {local: {command: ["sh", "-c", "%s"]}}
                """.formatted(escaped) + more.indent(4);
    }
}
