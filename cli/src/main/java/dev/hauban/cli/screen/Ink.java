package dev.hauban.cli.screen;

/// Colors, or none.
public record Ink(boolean isColored) {
    /// Colors of names, told apart well on black and on white; red is kept for trouble.
    private static final int[] NAMES = {36, 33, 32, 35, 34, 96, 93, 92, 95, 94};

    public String good(String text) {
        return paint(32, text);
    }

    public String bad(String text) {
        return paint(31, text);
    }

    public String notable(String text) {
        return paint(33, text);
    }

    public String quiet(String text) {
        return paint(2, text);
    }

    public String strong(String text) {
        return paint(1, text);
    }

    /// The color of the n-th name.
    String name(int index, String text) {
        return paint(NAMES[index % NAMES.length], text);
    }

    private String paint(int code, String text) {
        return isColored ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
