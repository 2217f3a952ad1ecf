package dev.hauban.cli;

import dev.hauban.problem.Problem;
import java.util.List;

/// The resolved files in the forms that `config` prints.
public interface Document {
    String yaml();

    String json();

    /// Every profile that the files name.
    List<String> profiles();

    /// `NAME=value` of everything that was there to be filled in.
    List<String> variables();

    /// What is worth knowing; no errors.
    List<Problem> notes();

    /// What is left as it is written.
    ///
    /// @param interpolation variables are not filled in
    /// @param normalization what follows from what is written is not said
    /// @param paths stay relative
    /// @param consistency what doesn't belong together is not refused
    /// @param environmentFiles env_file is not folded into environments
    record Leaving(
            boolean interpolation,
            boolean normalization,
            boolean paths,
            boolean consistency,
            boolean environmentFiles) {}
}
