package dev.hauban.engine.docker.image;

import java.util.Locale;
import java.util.regex.Pattern;

/// What a Dockerfile says that only BuildKit understands.
final class DockerfileWords {
    private static final Pattern RUN = Pattern.compile("^run\\s+--(mount|network|security|device)\\b.*");
    private static final Pattern COPY = Pattern.compile(
            "^(copy|add)\\s+(--\\S+\\s+)*--(link|chmod|parents|exclude|checksum|keep-git-dir|unpack)\\b.*");
    /// Not `<<<`, and no number, which is shifted by.
    private static final Pattern HERE_DOCUMENT = Pattern.compile("^(run|copy|add)\\s(.*[^<])?<<-?[\"']?[a-z_].*");

    private DockerfileWords() {}

    static boolean needBuildKit(String dockerfile) {
        var instruction = new StringBuilder();
        for (String line : dockerfile.lines().toList()) {
            String words = line.strip();
            boolean isPassedOver = words.isEmpty() || words.startsWith("#");
            if (isPassedOver) {
                continue;
            }
            boolean goesOn = words.endsWith("\\");
            instruction
                    .append(goesOn ? words.substring(0, words.length() - 1) : words)
                    .append(' ');
            if (!goesOn) {
                if (needsBuildKit(instruction.toString().toLowerCase(Locale.ROOT))) {
                    return true;
                }
                instruction.setLength(0);
            }
        }
        return needsBuildKit(instruction.toString().toLowerCase(Locale.ROOT));
    }

    private static boolean needsBuildKit(String instruction) {
        return RUN.matcher(instruction).matches()
                || COPY.matcher(instruction).matches()
                || HERE_DOCUMENT.matcher(instruction).matches();
    }
}
