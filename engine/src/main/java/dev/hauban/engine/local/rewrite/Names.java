package dev.hauban.engine.local.rewrite;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names of services and their addresses. A name is only replaced where it stands as a host: `db` may also be a user, a
/// database, a word of a sentence.
final class Names {
    /// A variable of which the whole value may be a host.
    private static final Pattern FOR_HOSTS = Pattern.compile(
            ".*(HOST|SERVER|ADDR|URL|URI|ENDPOINT|BROKER|NODE|PEER|UPSTREAM"
                    + "|PROXY|TARGET|REMOTE|SEED|SENTINEL|MASTER|PRIMARY|REPLICA|CLUSTER|CONTACT|BOOTSTRAP|DSN|NAMESERVER).*");
    /// One of which it never is.
    private static final Pattern FOR_OTHER_WORDS =
            Pattern.compile(".*(USER|DATABASE|PASS|SCHEMA|ROLE|SECRET|KEY|TOKEN|MODE"
                    + "|_ENV|TITLE|PREFIX|LABEL|TAG|TYPE|DRIVER|DIALECT|CLIENT|CONNECTION|STORE|STORAGE|BACKEND_KIND|ADAPTER"
                    + "|PROVIDER|ENGINE|LOCALE|LANG|LEVEL|FORMAT).*|(.*_)?(NAME|DB|ID|APP)");
    /// Variables that we tell our own scripts: paths, programs and accounts.
    private static final String OUR_OWN = "HAUBAN_";
    /// Names that are as likely to mean the product as the service.
    private static final Set<String> PRODUCTS = Set.of(
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "mongo",
            "mongodb",
            "redis",
            "memcached",
            "rabbitmq",
            "kafka",
            "nginx",
            "prometheus",
            "alertmanager",
            "grafana",
            "elasticsearch",
            "minio",
            "s3",
            "smtp",
            "database",
            "local",
            "web",
            "app",
            "test",
            "production");

    private final Map<String, String> addresses;
    private final Pattern anywhere;

    /// A host behind a label, as in a list of hosts: `cache:redis:6379`.
    private final Pattern labeled;

    Names(Map<String, String> addressByName) {
        addresses = new TreeMap<>(addressByName);
        String names = addressByName.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<name>", ")"));
        String end = "(?=[:/?#,;\\s\"'<>)\\]]|$)";
        labeled = Pattern.compile("^([\\w.\\-]+:)" + names + "(?=(?::\\d+(?::.*)?)?$)");
        anywhere = Pattern.compile(String.join(
                "|",
                // https://db:5432/… and amqp://user:word@db, but not the user in postgres://db:word@elsewhere
                "(?:(?<=//)|(?<=[^\\s/]@))" + names + "(?![^/\\s\"',]*@)" + end,
                // db:5432
                "(?<![\\w.\\-/@:])" + names.replace("?<name>", "?<name2>") + "(?=:\\d+(?![\\w]*@)(?!\\w))",
                // -h db, --host=db, -hdb
                "(?<=(?:^|\\s)-h\\s{0,3}|-H\\s{1,3}|--?host[= ]{1,2}|--?hostname[= ]{1,2}|--?server[= ]{1,2})"
                        + names.replace("?<name>", "?<name3>") + "(?=[\\s\"':,]|$)",
                // host=db in a connection string
                "(?<=\\b(?i:host|hostaddr|server|data source)\\s{0,2}=\\s{0,2})" + names.replace("?<name>", "?<name4>")
                        + "(?=[\\s\"':;,&]|$)"));
    }

    /// An argument or any other text.
    String replaced(String text) {
        if (addresses.isEmpty()) {
            return text;
        }
        Matcher matcher = anywhere.matcher(text);
        return matcher.replaceAll(found -> addresses.getOrDefault(found.group(), found.group()));
    }

    /// All words of a command line: a whole word counts as a host only behind an option that asks for one.
    List<String> replaced(List<String> words) {
        var result = new java.util.ArrayList<String>(words.size());
        for (int i = 0; i < words.size(); i++) {
            boolean isHost = i > 0 && asksForHost(words.get(i - 1)) && addresses.containsKey(words.get(i));
            result.add(isHost ? addresses.getOrDefault(words.get(i), words.get(i)) : replaced(words.get(i)));
        }
        return result;
    }

    /// The value of a variable.
    String value(String variable, String value) {
        if (addresses.isEmpty() || value.isEmpty()) {
            return value;
        }
        return isHostVariable(variable, value) ? list(value) : replaced(value);
    }

    private static boolean asksForHost(String option) {
        String name = option.toLowerCase(Locale.ROOT);
        return option.equals("-h")
                || option.equals("-H")
                || name.matches("--?(.*-)?(host|hostname|server|addr|address|url)");
    }

    private boolean isHostVariable(String variable, String value) {
        String name = variable.toUpperCase(Locale.ROOT);
        if (name.startsWith(OUR_OWN)) {
            return false;
        }
        if (FOR_HOSTS.matcher(name).matches()) {
            return true;
        }
        return !FOR_OTHER_WORDS.matcher(name).matches() && !PRODUCTS.contains(value);
    }

    /// `db`, `db:5432`, `a,b:80,c`; anything else is text.
    private String list(String value) {
        var result = new StringBuilder();
        for (String part : value.split("(?<=[,;\\s])")) {
            String word = part.replaceAll("[,;\\s]+$", "");
            String rest = part.substring(word.length());
            result.append(host(word)).append(rest);
        }
        return result.toString();
    }

    private String host(String word) {
        if (addresses.containsKey(word)) {
            return addresses.getOrDefault(word, word);
        }
        Matcher found = labeled.matcher(word);
        return found.find()
                ? found.group(1)
                        + addresses.getOrDefault(found.group("name"), found.group("name"))
                        + word.substring(found.end())
                : replaced(word);
    }
}
