package dev.hauban.cli;

import dev.hauban.cli.line.CommandDescription;
import dev.hauban.cli.line.CommandDescription.Words;
import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.cli.line.Option;
import dev.hauban.cli.screen.InstanceText;
import dev.hauban.engine.Engine;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Instance.Publisher;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.util.List;

/// Says where a port of a service is reached.
final class PortCommand implements Command {
    @Override
    public CommandDescription description() {
        return CommandDescription.of("port", "Say where a port of a service is reached")
                .words(new Words("SERVICE PORT", 2, 2, false))
                .options(
                        Option.choice("protocol", List.of("tcp", "udp", "sctp"), "Of which protocol (tcp)"),
                        Option.number("index", "NUMBER", "Of which instance of the service"))
                .exits(ExitCode.FILES, ExitCode.MACHINE, ExitCode.NOT_RUNNING)
                .examples("hauban port web 8080");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<String> words = call.line().words();
        Loaded loaded = call.loadQuietly();
        ServiceName service = Names.one(loaded.stack(), words.getFirst());
        int port = port(words.getLast());
        String protocol = call.line().text("protocol").orElse("tcp");
        try (Engine engine = call.engine(loaded)) {
            Instance instance = Meant.running(
                    engine, loaded, service, call.line().number("index").orElse(0));
            for (Publisher publisher : instance.details().publishers()) {
                if (publisher.target() == port
                        && publisher.published() != 0
                        && publisher.protocol().equals(protocol)) {
                    call.out().println(publisher.hostAddress() + ":" + publisher.published());
                    return ExitCode.SUCCESS.number();
                }
            }
            throw new ProblemException(notPublished(instance, port + "/" + protocol));
        }
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException notOne) {
            throw new ProblemException(notAPort(text));
        }
        throw new ProblemException(notAPort(text));
    }

    private static Problem notAPort(String text) {
        return LineProblems.wrongWord("\"" + text + "\" is no port", "Write its number, such as 8080.");
    }

    private static Problem notPublished(Instance instance, String port) {
        String ports = InstanceText.ports(instance.details().publishers());
        return Problem.error(
                        "cli.port-not-running",
                        Actor.SERVICE,
                        instance.id() + " publishes no port " + port + (ports.isEmpty() ? "" : "; it has " + ports))
                .remedy("`ports` of the service says which are published.");
    }
}
