package dev.hauban.cli;

import dev.hauban.plan.Dependencies;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The services that a command about images is about.
///
/// @param withDependencies also what the named ones depend on
record MeantServices(Stack stack, boolean withDependencies) {
    /// In the order of their names; no word means all.
    List<ServiceName> of(List<String> words, Predicate<Service> isMeant) {
        List<ServiceName> named = Names.of(stack, words);
        Set<ServiceName> all = new TreeSet<>(named.isEmpty() ? stack.services().keySet() : named);
        if (withDependencies) {
            all = Dependencies.closure(stack, all);
        }
        var meant = new ArrayList<ServiceName>();
        for (ServiceName name : all) {
            if (stack.service(name).filter(isMeant).isPresent()) {
                meant.add(name);
            }
        }
        return meant;
    }

    /// Whether its image is made here and has a name under which others find it.
    static boolean isPushed(Service service) {
        return service.program().build().isPresent()
                && service.program().image().isPresent();
    }
}
