package dev.hauban.problem;

/// An exception that knows what to say to a person: whoever shows or reports it says that, not its message.
public interface Explained {
    Problem problem();
}
