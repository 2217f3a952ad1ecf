package dev.hauban.standin.mongo.command;

import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.access.Privilege;

/// One command of the protocol.
///
/// @param privilege what it needs on its database
/// @param writes whether it changes what is stored
record Command(Privilege privilege, boolean writes, Work work) {
    /// What it does.
    @FunctionalInterface
    interface Work {
        Document answer(Call call);
    }

    /// Once asked.
    ///
    /// @param name as it was written
    record Call(Caller caller, String database, String name, Document words) {
        /// The collection that it names.
        String collection() {
            if (words.get(name) instanceof String collection && !collection.isEmpty()) {
                return collection;
            }
            throw new de.bwaldvogel.mongo.exception.MongoServerError(
                    73, "InvalidNamespace", "collection name has invalid type or is empty in " + name);
        }

        String namespace() {
            return database + "." + collection();
        }
    }

    static Command of(Privilege privilege, Work work) {
        return new Command(privilege, false, work);
    }

    static Command writing(Privilege privilege, Work work) {
        return new Command(privilege, true, work);
    }
}
