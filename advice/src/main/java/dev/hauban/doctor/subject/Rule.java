package dev.hauban.doctor.subject;

import java.util.List;

/// One mistake that people make, and how it is found. A rule is a pure function: it looks at nothing but its subject.
///
/// Rather than guess, it says nothing.
public interface Rule {
    Description description();

    /// In the order in which people should read it. No secret's value is in it.
    List<Advice> check(Subject subject);

    /// A rule in words.
    ///
    /// @param name stable, for `x-hauban.doctor.ignore` and for scripts
    /// @param title the mistake in half a line
    /// @param why what comes of it, in some sentences
    record Description(String name, String title, String why) {}
}
