package dev.hauban.compose.meaning;

import java.util.List;
import java.util.stream.Stream;

/// What Hauban adds to Compose files, all of it below `x-hauban`. Help, validation and documentation are made of these
/// lines.
public enum HaubanKey {
    ENGINE(
            Where.TOP,
            "engine",
            "Which engine runs this stack unless the command line says otherwise: local, docker or" + " kubernetes."),
    BACKUP(
            Where.TOP,
            "backup",
            "What `hauban backup` copies and where it keeps it: `backup: {path: ./backups, leave_out: [nginx-cache,"
                    + " ./logs], keep: {daily: 7, weekly: 4}}`. What is left out are services, volumes, and folders as"
                    + " they are written. `keep` says which sets stay: the `last` ones, and one of each of so many days,"
                    + " weeks and months (`daily`, `weekly`, `monthly`); without it, all do. `encrypt_for: [age1…]` has them"
                    + " encrypted for these public keys of age's."),
    GROUPS(
            Where.TOP,
            "groups",
            "Names for sets of services, which may overlap: `groups: {shop: [web, api]}`. A group's"
                    + " name can be used wherever a command takes services."),
    KEEP_ORDER(
            Where.TOP,
            "keep_order",
            "true: after a restart of the machine or of the engine, Hauban rather than the"
                    + " engine brings the services back, in the order of their dependencies."),
    RESTART_UNHEALTHY(
            Where.TOP,
            "restart_unhealthy",
            "true: a service that stays unhealthy is restarted, with the" + " back-off of its restart policy."),
    DOCTOR(
            Where.TOP,
            "doctor",
            "What `doctor` is not to tell, and why: `doctor: {ignore: {moving-tag: we build it every night}}`."),
    LOCAL(
            Where.SERVICE,
            "local",
            "How the local engine runs this service, instead of anything that it would find out:"
                    + " `local: {command: [java, -jar, app.jar]}`, as a list or a line."),
    CATEGORY(
            Where.SERVICE,
            "category",
            "Under which heading `status` shows the service: application, infrastructure,"
                    + " administration or monitoring."),
    RESTART_THIS_UNHEALTHY(
            Where.SERVICE,
            "restart_unhealthy",
            "true or false: overrides the stack's" + " restart_unhealthy for this service."),
    DOCTOR_OF_THIS(Where.SERVICE, "doctor", "The same as at the top, for this service alone.");

    /// Where a key stands.
    public enum Where {
        /// `x-hauban` at the top of the file.
        TOP,
        /// `x-hauban` in a service.
        SERVICE
    }

    private final Where where;
    private final String key;
    private final String meaning;

    HaubanKey(Where where, String key, String meaning) {
        this.where = where;
        this.key = key;
        this.meaning = meaning;
    }

    public Where where() {
        return where;
    }

    public String key() {
        return key;
    }

    /// One or two sentences for people.
    public String meaning() {
        return meaning;
    }

    static List<String> keys(Where where) {
        return Stream.of(values())
                .filter(one -> one.where == where)
                .map(HaubanKey::key)
                .toList();
    }
}
