package dev.hauban.cli;

import dev.hauban.engine.Attachment;
import dev.hauban.engine.ByHand;
import dev.hauban.engine.Copy;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Ended;
import dev.hauban.engine.Happening;
import dev.hauban.engine.HappeningQuery;
import dev.hauban.engine.Joining;
import dev.hauban.engine.OneOff;
import dev.hauban.engine.Processes;
import dev.hauban.engine.Space;
import dev.hauban.engine.Usage;
import dev.hauban.engine.VolumeSeen;
import dev.hauban.json.Json;
import dev.hauban.plan.InstanceId;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Notes what was done by hand, and answers what it was given.
final class MemoryByHand implements ByHand {
    final List<String> done = new ArrayList<>();
    final List<Json.Members> ran = new ArrayList<>();
    final List<HappeningQuery> queries = new ArrayList<>();
    int endsWith;

    @Override
    public String engine() {
        return "memory";
    }

    @Override
    public void carryOut(ProjectName project, InstanceId instance, Deed deed) {
        done.add(instance + " " + deed);
    }

    @Override
    public Processes processes(ProjectName project, InstanceId instance) {
        return instance.service().equals(Shop.DB)
                ? new Processes(List.of("PID", "CMD"), List.of(List.of("17", "postgres"), List.of("18", "writer")))
                : new Processes(List.of("PID", "TTY", "CMD"), List.of(List.of("19", "?", "web")));
    }

    @Override
    public Ended awaitEnd(ProjectName project, InstanceId instance) {
        return new Ended("id-of-" + instance, endsWith);
    }

    @Override
    public Usage usage(ProjectName project, InstanceId instance) {
        return new Usage(
                "0123456789abcdef-" + instance,
                12.345,
                new Usage.Memory(770_048, 25_276_000_000L),
                new Usage.Flow(1_070, 0),
                new Usage.Flow(0, 12_500_000),
                2);
    }

    @Override
    public List<VolumeSeen> volumes(ProjectName project) {
        var labels = new TreeMap<String, String>();
        labels.put("team", "shop");
        labels.put("kept", "long");
        return List.of(new VolumeSeen("shop_data", "local", "/volumes/shop_data", "local", labels));
    }

    @Override
    public List<Space> spaces(ProjectName project) {
        return List.of(
                new Space(Space.Kind.VOLUME, "shop_data", OptionalLong.of(1_340_000)),
                new Space(Space.Kind.VOLUME, "shop_more", OptionalLong.of(2_000)),
                new Space(Space.Kind.INSTANCE, "shop-web-1", OptionalLong.of(70_000)),
                new Space(Space.Kind.LOG, "shop-db-1", OptionalLong.empty()),
                new Space(Space.Kind.LOG, "shop-web-1", OptionalLong.of(4_000_000)));
    }

    @Override
    public void happenings(ProjectName project, HappeningQuery query, Consumer<Happening> told, BooleanSupplier goOn) {
        queries.add(query);
        var attributes = new TreeMap<String, String>();
        attributes.put("name", "shop-web-1");
        attributes.put("image", "shop/web:1");
        told.accept(new Happening(Shop.NOW, "start", "0123", Shop.WEB, attributes));
    }

    @Override
    public void copy(ProjectName project, InstanceId instance, Copy copy) {
        done.add(instance + " " + copy);
    }

    @Override
    public Attachment attach(ProjectName project, InstanceId instance, Joining joining) {
        done.add(instance + " " + joining);
        return attachment();
    }

    @Override
    public Attachment runOnce(Stack stack, ServiceName service, OneOff oneOff, Joining joining) {
        ran.add(stack.service(service).orElseThrow().specification().members());
        done.add(service + " " + oneOff + " " + joining);
        return attachment();
    }

    @Override
    public String startOnce(Stack stack, ServiceName service, OneOff oneOff) {
        ran.add(stack.service(service).orElseThrow().specification().members());
        done.add(service + " " + oneOff);
        return oneOff.slug();
    }

    private Attachment attachment() {
        return new Attachment() {
            @Override
            public String id() {
                return "0123";
            }

            @Override
            public int await() {
                return endsWith;
            }

            @Override
            public void signal(String signal) {
                done.add("signal " + signal);
            }

            @Override
            public void close() {
                done.add("let go");
            }
        };
    }
}
