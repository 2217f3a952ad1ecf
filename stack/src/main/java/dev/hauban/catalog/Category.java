package dev.hauban.catalog;

/// What a service is for, as `status` groups them.
public enum Category {
    APPLICATION,
    INFRASTRUCTURE,
    ADMINISTRATION,
    MONITORING
}
