package dev.hauban.standin.mongo.access;

/// What a command needs, on the database that it is for.
public enum Privilege {
    /// Nobody has to have said who he is.
    NOTHING,
    /// Whoever has logged in.
    LOG_IN,
    /// To see documents, collections and indexes.
    READ,
    /// To change documents.
    WRITE,
    /// To make and drop collections and indexes: both who writes and who administers may.
    SHAPE,
    /// To change the rules of a collection, or drop a whole database.
    ADMINISTER,
    /// To see and change users.
    USERS,
    /// To look at the server itself.
    MONITOR,
    /// To change the server itself.
    MANAGE
}
