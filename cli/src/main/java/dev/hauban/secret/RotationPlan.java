package dev.hauban.secret;

import dev.hauban.problem.Problem;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/// What has to be done to replace a secret, in which order.
///
/// Servers are told first, then the file, then those who log in, then the servers themselves: where a server takes two
/// passwords, nobody is ever refused; where it takes one, the gap is as long as those who log in need to start.
///
/// @param accounts whose password it is
/// @param problems what keeps it from being done
public record RotationPlan(List<Step> steps, SortedSet<Account> accounts, List<Problem> problems) {
    public RotationPlan {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /// @param file where the new value is written, as the user would write it
    static RotationPlan of(Replacing replacing, String file) {
        SortedSet<ServiceName> affected = affected(replacing);
        var search = new AccountSearch(replacing, affected);
        SortedSet<Account> accounts = search.accounts();
        var servers = new ArrayList<ServiceName>();
        var clients = new ArrayList<ServiceName>();
        for (ServiceName service : affected) {
            boolean isServer =
                    accounts.stream().anyMatch(account -> account.service().equals(service));
            (isServer ? servers : clients).add(service);
        }
        var steps = new ArrayList<Step>();
        accounts.forEach(account -> steps.add(new Step.Change(account)));
        steps.add(new Step.Write(file, !accounts.isEmpty()));
        if (!clients.isEmpty()) {
            steps.add(new Step.Recreate(clients, false));
        }
        accounts.stream()
                .filter(account -> account.server().takesTwo())
                .forEach(account -> steps.add(new Step.Release(account)));
        if (!servers.isEmpty()) {
            steps.add(new Step.Recreate(servers, true));
        }
        return new RotationPlan(steps, accounts, search.problems());
    }

    /// The services that are something else with the new value.
    private static SortedSet<ServiceName> affected(Replacing replacing) {
        Stack before = replacing.before();
        Stack after = replacing.after();
        var affected = new TreeSet<ServiceName>(replacing.secret().users());
        for (Service service : before.services().values()) {
            Service then = after.services().get(service.name());
            boolean isOther = then == null
                    || !service.hash().equals(then.hash())
                    || !service.program().equals(then.program());
            if (isOther || mountsChanged(service, before.secrets(), after.secrets())) {
                affected.add(service.name());
            }
        }
        affected.retainAll(before.services().keySet());
        return affected;
    }

    private static boolean mountsChanged(
            Service service, Map<String, FileSource> before, Map<String, FileSource> after) {
        return service.attachments().mounts().stream()
                .anyMatch(mount -> mount instanceof Mount.Supplied supplied
                        && supplied.kind() == Mount.Kind.SECRET
                        && !Objects.equals(before.get(supplied.source()), after.get(supplied.source())));
    }
}
