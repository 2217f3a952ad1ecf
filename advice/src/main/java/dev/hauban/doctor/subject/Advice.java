package dev.hauban.doctor.subject;

import dev.hauban.problem.Place;
import dev.hauban.stack.ServiceName;
import java.util.Optional;

/// What a rule says of a stack or its machine. It never holds a secret's value.
///
/// @param message what is wrong, in one sentence
/// @param place where; absent where it is about the machine
/// @param path what there, such as `services.db.ports[0]`; empty where no value of the stack is meant
/// @param service whose business it is, if it is one's alone
/// @param remedy the change that heals it
/// @param fix the same change, where it can be made without a thought
public record Advice(
        Level level,
        String message,
        Optional<Place> place,
        String path,
        Optional<ServiceName> service,
        String remedy,
        Optional<Fix> fix) {

    public static Advice error(String message, String remedy) {
        return of(Level.ERROR, message, remedy);
    }

    public static Advice warning(String message, String remedy) {
        return of(Level.WARNING, message, remedy);
    }

    public static Advice note(String message, String remedy) {
        return of(Level.NOTE, message, remedy);
    }

    public static Advice of(Level level, String message, String remedy) {
        return new Advice(level, message, Optional.empty(), "", Optional.empty(), remedy, Optional.empty());
    }

    public Advice at(Place newPlace) {
        return new Advice(level, message, Optional.of(newPlace), path, service, remedy, fix);
    }

    public Advice about(String newPath) {
        return new Advice(level, message, place, newPath, service, remedy, fix);
    }

    public Advice of(ServiceName newService) {
        return new Advice(level, message, place, path, Optional.of(newService), remedy, fix);
    }

    public Advice healedBy(Fix newFix) {
        return new Advice(level, message, place, path, service, remedy, Optional.of(newFix));
    }
}
