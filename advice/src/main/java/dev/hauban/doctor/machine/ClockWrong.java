package dev.hauban.doctor.machine;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Machine.Clock;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/// A clock that is behind, or that nothing keeps right.
public final class ClockWrong implements Rule {
    /// Files of another machine may be some minutes ahead without anything being wrong here.
    private static final long MUCH = 300;

    @Override
    public Description description() {
        return new Description(
                "clock-wrong",
                "a clock that is wrong",
                "Tokens are refused, certificates are not valid yet, the nightly backup runs at noon, and logs of two"
                        + " machines can't be laid beside each other.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        Clock clock = subject.machine().clock();
        if (clock.behind().orElse(0) > MUCH) {
            advice.add(Advice.warning(
                    "the clock of this machine is behind: a file of the project was changed "
                            + clock.behind().getAsLong() / 60 + " minutes from now",
                    "timedatectl set-ntp true"));
        } else if (!clock.isKept().orElse(true)) {
            advice.add(Advice.note("nothing keeps the clock of this machine right", "timedatectl set-ntp true"));
        }
        return advice;
    }
}
