package dev.hauban.secret;

/// Who says something to a server.
record Login(String user, String password) {
    @Override
    public String toString() {
        return user;
    }
}
