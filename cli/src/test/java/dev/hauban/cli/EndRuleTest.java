package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.Instance;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EndRuleTest {
    private static Instance ended(ServiceName service, int code, int second) {
        return Shop.exited(service, code, Shop.NOW.plusSeconds(second));
    }

    /// The shop, but its web service waits for the job to end well.
    private static Stack stack() {
        var completed = new Dependency(Dependency.Condition.COMPLETED_SUCCESSFULLY, true, false);
        return Shop.stack()
                .withServices(service -> service.name().equals(Shop.WEB)
                        ? Shop.service(Shop.WEB, "shop/web:1", Map.of(Shop.JOB, completed), Optional.empty())
                        : service);
    }

    private static Optional<ServiceName> culprit(EndRule rule, Instance... ended) {
        return rule.culprit(stack(), List.of(ended))
                .map(instance -> instance.id().service());
    }

    private static EndRule rule(EndRule.When when) {
        return new EndRule(when, Optional.empty());
    }

    @Test
    void without_a_word_nobodys_end_is_a_reason_to_stop_the_others() {
        assertThat(culprit(rule(EndRule.When.ALL_ENDED), ended(Shop.WEB, 1, 1))).isEmpty();
    }

    @Test
    void the_one_that_ended_first_is_the_reason() {
        assertThat(culprit(rule(EndRule.When.FIRST_END), ended(Shop.WEB, 1, 2), ended(Shop.DB, 0, 1)))
                .contains(Shop.DB);
    }

    @Test
    void only_a_failure_is_one_where_failures_were_asked_for() {
        assertThat(culprit(rule(EndRule.When.FIRST_FAILURE), ended(Shop.WEB, 1, 2), ended(Shop.DB, 0, 1)))
                .contains(Shop.WEB);
    }

    @Test
    void a_one_shot_that_others_wait_for_is_one_only_when_it_fails() {
        assertThat(culprit(rule(EndRule.When.FIRST_END), ended(Shop.JOB, 0, 1))).isEmpty();
        assertThat(culprit(rule(EndRule.When.FIRST_END), ended(Shop.JOB, 3, 1))).contains(Shop.JOB);
    }

    @Test
    void the_service_whose_exit_code_is_wanted_is_one_whatever_waits_for_it() {
        var rule = new EndRule(EndRule.When.FIRST_END, Optional.of(Shop.JOB));

        assertThat(culprit(rule, ended(Shop.JOB, 0, 1))).contains(Shop.JOB);
    }
}
