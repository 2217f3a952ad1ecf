package dev.hauban.cli;

import dev.hauban.boot.BootStart;
import dev.hauban.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// A way of starting with the machine that only notes whether it is on.
final class MemoryBootStart implements BootStart {
    final List<Problem> left = new ArrayList<>();
    boolean isOn;

    @Override
    public String name() {
        return "by magic";
    }

    @Override
    public boolean isOn() {
        return isOn;
    }

    @Override
    public String plan() {
        return "say the word\n";
    }

    @Override
    public List<Problem> turnOn() {
        isOn = true;
        return left;
    }

    @Override
    public boolean turnOff() {
        boolean wasOn = isOn;
        isOn = false;
        return wasOn;
    }
}
