/// The stand-in for MongoDB, looked at from outside: by the official driver, by the real shell, and by its own.
@org.jspecify.annotations.NullMarked
package dev.hauban.standin.mongo;
