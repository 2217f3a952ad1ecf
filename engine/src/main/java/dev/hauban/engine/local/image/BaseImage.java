package dev.hauban.engine.local.image;

import dev.hauban.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an image named behind FROM is on this machine.
///
/// @param environment the image's own, with the PATH that finds its runtime here
/// @param entrypoint as in the image
/// @param command as in the image
/// @param workingDirectory as in the image, `/` if it says nothing
/// @param account as in the image
/// @param pieces the runtime's files, where they have to appear
/// @param remarks what is not as the image is: another version, another program
/// @param identity changes whenever something built on it would have to be built anew
public record BaseImage(
        Map<String, String> environment,
        List<String> entrypoint,
        List<String> command,
        String workingDirectory,
        LocalProgram.Account account,
        List<Piece> pieces,
        LocalProgram.Traits traits,
        List<Problem> remarks,
        String identity) {
    public BaseImage {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        pieces = List.copyOf(pieces);
        remarks = List.copyOf(remarks);
    }
}
