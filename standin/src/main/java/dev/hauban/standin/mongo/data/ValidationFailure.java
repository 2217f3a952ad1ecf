package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/// A document that its collection's rules refuse, with what of them it does not satisfy.
public final class ValidationFailure extends MongoServerError {
    private static final long serialVersionUID = 1L;
    private static final int CODE = 121;

    private final transient Document details;

    ValidationFailure(Document details) {
        super(CODE, "DocumentValidationFailure", "Document failed validation");
        this.details = details;
    }

    /// What MongoDB calls `errInfo`.
    public Document details() {
        return details;
    }

    @Override
    public boolean shouldPrefixCommandContext() {
        return false;
    }
}
