package dev.hauban.boot;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.util.List;

/// One way of this machine to start a program of this user with it.
public interface BootStart {
    /// What it is, in words: `a unit of systemd`.
    String name();

    boolean isOn() throws IOException, InterruptedException;

    /// What would be put where, and what would be run, for people to read or to do by hand.
    String plan();

    /// Done already is done again without harm.
    ///
    /// @return what has still to be done by somebody else
    /// @throws ProblemException if it can't be done
    List<Problem> turnOn() throws IOException, InterruptedException;

    /// @return false if it was not on
    boolean turnOff() throws IOException, InterruptedException;

    /// The best way that there is here.
    ///
    /// @throws ProblemException if there is none
    static BootStart here(Ground ground, Started started, Shell shell) {
        if (ground.hasSystemd()) {
            return new UnitStart(ground, started, shell);
        }
        if (ground.hasCron()) {
            return new CronStart(started, shell);
        }
        throw new ProblemException(Problem.error(
                        "boot.no-way",
                        Actor.MACHINE,
                        "nothing was found here that starts programs with the machine: neither systemd nor crontab")
                .remedy("Have whatever starts this machine's programs run this as your user: "
                        + Started.quoted(started.words())));
    }
}
