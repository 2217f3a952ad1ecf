package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which of the distribution's packages bring a product.
///
/// @param request the package that apt is asked for, with all that it depends on
/// @param wanted which of those are unpacked, besides libraries
record Selection(String request, Pattern wanted) {
    /// Of what a package depends on, its libraries; but not the C library and what belongs to the system itself, which
    /// has to be the machine's own, nor what only scripts and installing need.
    private static final Pattern LIBRARY = Pattern.compile(
            "lib(?!c6$|c-bin$|c-l10n$|pam|perl|semanage|audit|js-|llvm|z3-"
                    + "|dbi-|dbd-|terms-|config-|readline5|systemd-shared|nginx|selinux1$|sepol|db5|cap-ng).*(?<!-perl|-common)");

    static Optional<Selection> of(Need need) {
        return Optional.ofNullable(
                switch (need.product()) {
                    case POSTGRESQL_SERVER -> need.major() < 0 ? null : postgresql(need.major());
                    case POSTGRESQL_CLIENT ->
                        need.major() < 0
                                ? selection("postgresql-client", "postgresql-client-\\d+")
                                : named("postgresql-client-" + need.major());
                    case MYSQL_SERVER -> selection("mariadb-server", "mariadb-server(-core)?(-[\\d.]+)?");
                    case MYSQL_CLIENT -> selection("mariadb-client", "mariadb-client(-core)?(-[\\d.]+)?");
                    case REDIS -> selection("redis-server", "redis-(server|tools)");
                    case NGINX -> selection("nginx", "nginx|nginx-light|nginx-core|nginx-common");
                    case ENVSUBST -> selection("gettext-base", "gettext-base");
                    case NETCAT -> selection("netcat-openbsd", "netcat-openbsd");
                    case XZ -> selection("xz-utils", "xz-utils");
                    case MEMCACHED, PROMETHEUS, CURL, WGET, SOCAT, JQ, ZSTD, OPENSSL, TINI -> named(need.product());
                    // Debian and Ubuntu have none any more.
                    case MONGODB_SERVER, MONGODB_SHELL -> null;
                    // Its Node.js has paths of its own built in.
                    case MONGO_EXPRESS, REDIS_COMMANDER, NODE -> null;
                    case DUMB_INIT -> selection("dumb-init", "dumb-init");
                    case ALERTMANAGER, NODE_EXPORTER ->
                        named(need.product().programs().getFirst());
                });
    }

    private static Selection postgresql(int major) {
        return selection("postgresql-" + major, "postgresql-" + major);
    }

    private static Selection named(Product product) {
        return named(product.programs().getFirst());
    }

    private static Selection named(String name) {
        return selection(name, Pattern.quote(name));
    }

    private static Selection selection(String request, String wanted) {
        return new Selection(request, Pattern.compile(wanted));
    }

    boolean includes(PackageFile file) {
        return wanted.matcher(file.name()).matches()
                || LIBRARY.matcher(file.name()).matches();
    }
}
