package dev.hauban.problem;

/// A defect of Hauban's own: a state that our code says can't be. Its message asks for a report.
public final class DefectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DefectException(String message) {
        super(message);
    }

    public DefectException(String message, Throwable cause) {
        super(message, cause);
    }
}
