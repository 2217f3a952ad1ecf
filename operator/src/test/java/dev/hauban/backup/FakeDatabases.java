package dev.hauban.backup;

import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.Copying;
import dev.hauban.engine.Execution;
import dev.hauban.engine.Streams;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ImageReference;
import dev.hauban.stack.ProjectName;
import dev.hauban.testkit.FakeEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// One database in each project, which understands the scripts of PostgreSQL: it gives back as its copy what was put or
/// read into it.
final class FakeDatabases implements FakeEngine.Program {
    private final Copying copying =
            new Catalog().copying(ImageReference.parse("postgres:17")).orElseThrow();
    private final Map<ProjectName, String> content = new HashMap<>();
    private final Map<ProjectName, String> loaded = new HashMap<>();
    private final Map<ProjectName, Runnable> refusals = new HashMap<>();
    private UnaryOperator<String> loss = UnaryOperator.identity();
    private int code;
    private String error = "";

    void put(ProjectName project, String copy) {
        content.put(project, copy);
    }

    /// What was read into the project's database.
    String loaded(ProjectName project) {
        return loaded.getOrDefault(project, "");
    }

    /// What is read in doesn't stay as it was.
    void mend(UnaryOperator<String> newLoss) {
        loss = newLoss;
    }

    /// The tool that copies ends with this from now on.
    void fail(int newCode, String newError) {
        code = newCode;
        error = newError;
    }

    /// The project's database doesn't answer; instead, something happens.
    void refuse(ProjectName project, Runnable happening) {
        refusals.put(project, happening);
    }

    @Override
    public int run(ProjectName project, InstanceId instance, Execution execution, Streams streams) throws IOException {
        if (!execution.command().getFirst().equals("sh")) {
            Runnable refusal = refusals.get(project);
            if (refusal != null) {
                refusal.run();
                return 1;
            }
            return 0;
        }
        String script = execution.command().get(2);
        if (script.equals(copying.write())) {
            streams.error().write(error.getBytes(StandardCharsets.UTF_8));
            streams.output().write(content.getOrDefault(project, "").getBytes(StandardCharsets.UTF_8));
            return code;
        }
        if (script.equals(copying.read())) {
            String read = new String(streams.input().readAllBytes(), StandardCharsets.UTF_8);
            loaded.put(project, read);
            content.put(project, loss.apply(read));
            return 0;
        }
        streams.output().write("pg_dumpall 17\n".getBytes(StandardCharsets.UTF_8));
        return 0;
    }
}
