package dev.hauban.doctor.habit;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Services;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.json.Json;
import dev.hauban.stack.Service;
import java.util.ArrayList;
import java.util.List;

/// `links`, where names do the same.
public final class LinksKey implements Rule {
    @Override
    public Description description() {
        return new Description(
                "links-key",
                "`links`, which names have replaced",
                "Services of one network reach each other by name without any link. What is left of `links` is a"
                        + " dependency that waits for nothing, where nobody looks for it.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        for (Service service : subject.services()) {
            if (service.specification().members().values().get("links") instanceof Json.Array links
                    && links.values().stream().noneMatch(LinksKey::hasAlias)) {
                advice.add(Services.placed(
                        subject,
                        service,
                        "links",
                        Advice.note(
                                service.name() + " has links",
                                "Take them away; write into depends_on what it has to wait for.")));
            }
        }
        return advice;
    }

    /// A second name is more than the name that a service has anyway.
    private static boolean hasAlias(Json link) {
        return link instanceof Json.Text(String text)
                && text.indexOf(':') >= 0
                && !text.substring(0, text.indexOf(':')).equals(text.substring(text.indexOf(':') + 1));
    }
}
