package dev.hauban.engine.docker.translate;

/// `restart`, over which `deploy.restart_policy` wins.
final class Restarting {
    private Restarting() {}

    static Fields of(Words service) {
        Words policy = service.words("deploy").words("restart_policy");
        if (service.words("deploy").has("restart_policy")) {
            return policy(policy.text("condition"), policy.number("max_attempts"));
        }
        String restart = service.text("restart");
        int colon = restart.indexOf(':');
        return colon < 0
                ? policy(restart, 0)
                : policy(restart.substring(0, colon), number(restart.substring(colon + 1)));
    }

    private static Fields policy(String condition, long attempts) {
        String name = switch (condition) {
            case "none" -> "no";
            case "any" -> "always";
            default -> condition;
        };
        return new Fields().text("Name", name).number("MaximumRetryCount", attempts);
    }

    /// What is no number is none, as for Docker Compose.
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
