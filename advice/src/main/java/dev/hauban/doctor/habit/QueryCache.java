package dev.hauban.doctor.habit;

import dev.hauban.catalog.KnownImage;
import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Fix;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The query cache, which MySQL no longer has.
public final class QueryCache implements Rule {
    private static final int WITHOUT = 8;
    private static final Pattern WORD = Pattern.compile("(^|\\s)(--)?query[_-]cache[_-](size|type|limit)\\b.*");
    private static final Pattern LINE = Pattern.compile("\\s*query[_-]cache[_-](size|type|limit)\\b.*");

    @Override
    public Description description() {
        return new Description(
                "mysql-query-cache",
                "a query cache for MySQL 8",
                "MySQL 8.0 has no query cache, and refuses to start when it is told of one: \"unknown variable"
                        + " 'query_cache_size=64M'\". MariaDB still has it.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            boolean isNew = Services.known(service)
                    .filter(image -> image.name().equals("mysql") && isNew(image))
                    .isPresent();
            if (isNew) {
                inCommand(subject, service, advice);
                inSettings(subject, service, advice);
            }
        }
        return advice;
    }

    private static boolean isNew(KnownImage image) {
        return !image.version().hasMajor() || image.version().major() >= WITHOUT;
    }

    private static Advice advice(Service service) {
        return Advice.error(
                service.name() + " is told to have a query cache, which MySQL 8 refuses",
                "Take it away; innodb_buffer_pool_size is what helps.");
    }

    private static void inCommand(Subject subject, Service service, List<Advice> advice) {
        List<String> words = service.program().command().orElse(List.of());
        for (int i = 0; i < words.size(); i++) {
            if (WORD.matcher(words.get(i)).find()) {
                advice.add(Services.placed(subject, service, "command[" + i + "]", advice(service)));
            }
        }
    }

    private static void inSettings(Subject subject, Service service, List<Advice> advice) {
        for (Mount mount : service.attachments().mounts()) {
            if (!(mount instanceof Mount.Bind bind)) {
                continue;
            }
            String source = String.valueOf(bind.source());
            for (Paper paper : subject.files().papers(Paper.Kind.SETTINGS)) {
                if (paper.path().equals(source) || paper.path().startsWith(source + "/")) {
                    for (int number : paper.linesWith(line -> LINE.matcher(line).matches())) {
                        advice.add(advice(service)
                                .at(paper.place(number, 1))
                                .of(service.name())
                                .healedBy(Fix.edit(paper.place(number, 1), "", "# ")));
                    }
                }
            }
        }
    }
}
