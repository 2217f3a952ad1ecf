/// Makes Compose files of many services, each with an image, a port, an environment, a health check, a dependency, two
/// volumes and a limit. The dependencies are a tree: ten services wait for each.
///
/// `bench/run services COUNT` prints one.
final class ManyServices {
    private static final String SERVICE = """
              service-%1$05d:
                image: registry.example.org/team/service-%1$05d:1.%2$d.0
                ports:
                  - "%3$d:8080"
                environment:
                  SERVICE_NAME: service-%1$05d
                  LOG_LEVEL: ${LOG_LEVEL:-info}
                  DATABASE_URL: postgres://app:${PASSWORD:-secret}@service-00000:5432/app
                healthcheck:
                  test: ["CMD", "wget", "-qO-", "http://127.0.0.1:8080/health"]
                  interval: 10s
                  retries: 5
            %4$s    volumes:
                  - data-%1$05d:/var/lib/data
                  - ./config/service-%1$05d.conf:/etc/service.conf:ro
                deploy:
                  resources:
                    limits:
                      memory: 256M
            """;

    private static final String DEPENDENCY = """
                depends_on:
                  service-%05d:
                    condition: service_healthy
            """;

    private ManyServices() {}

    static String composeFile(int count) {
        var text = new StringBuilder("name: many\nservices:\n");
        for (int number = 0; number < count; number++) {
            String dependency = number == 0 ? "" : DEPENDENCY.formatted(number / 10);
            text.append(SERVICE.formatted(number, number % 10, 20_000 + number, dependency));
        }
        text.append("volumes:\n");
        for (int number = 0; number < count; number++) {
            text.append("  data-%05d: {}\n".formatted(number));
        }
        return text.toString();
    }
}
