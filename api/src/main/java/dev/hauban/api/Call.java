package dev.hauban.api;

import dev.hauban.plan.Request;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Stack;

/// What a client says to the operator. The first is always [Hello]; one more follows on the same connection.
public sealed interface Call {
    /// Who speaks; the operator answers with its own [Answer.Welcome].
    ///
    /// @param protocol must be [Line#PROTOCOL] for anything but [Quit] to be understood
    record Hello(int protocol, Program program) implements Call {}

    /// Fold the request into what is wanted, and tell what happens until it is so, or can't be.
    record Apply(Project project, Stack stack, Request request) implements Call {}

    /// Tell everything that happens to the project, until the client goes.
    record Watch(ProjectName project) implements Call {}

    /// Who are you, and what do you look after?
    record Status() implements Call {}

    /// End, and leave every service as it is.
    record Quit() implements Call {}
}
