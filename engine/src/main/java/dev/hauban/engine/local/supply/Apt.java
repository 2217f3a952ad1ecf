package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// apt-get at work in folders of its own, as if nothing were installed. Sources, keys, proxies and further settings
/// are the machine's.
final class Apt {
    private static final Path MACHINE_LISTS = Path.of("/var/lib/apt/lists");
    private static final Pattern CHOSEN = Pattern.compile("^'\\S+' (\\S+\\.deb) (\\d+) .*");

    private final Machine machine;
    private final Path workshop;
    private final Progress progress;
    private String lastOutput = "";

    Apt(Machine machine, Path workshop, Progress progress) {
        this.machine = machine;
        this.workshop = workshop;
        this.progress = progress;
    }

    /// Puts the files that belong to the selection into the workshop. The machine's own package lists are tried
    /// first; they may be missing or older than the mirror.
    List<PackageFile> fetch(Need need, Selection selection) throws IOException, InterruptedException {
        if (hasLists(MACHINE_LISTS)) {
            List<PackageFile> files = attempt(selection, MACHINE_LISTS);
            if (!files.isEmpty()) {
                return files;
            }
        }
        Path lists = workshop.resolve("state/lists");
        Files.createDirectories(lists.resolve("partial"));
        progress.at("reading the package lists", 0, 0);
        // Its exit code says little: one broken source among many is not our concern.
        var updated = run(lists, List.of("-qq", "update"), () -> {});
        List<PackageFile> files = attempt(selection, lists);
        if (files.isEmpty()) {
            String why = updated.output().strip();
            throw DebianPackages.refused(need, why.isEmpty() ? lastOutput : why);
        }
        return files;
    }

    private List<PackageFile> attempt(Selection selection, Path lists) throws IOException, InterruptedException {
        List<PackageFile> chosen = choose(selection, lists);
        return !chosen.isEmpty() && download(selection, chosen, lists) ? chosen : List.of();
    }

    private List<PackageFile> choose(Selection selection, Path lists) throws IOException, InterruptedException {
        var answer = run(lists, List.of("-qq", "--print-uris", "install", selection.request()), () -> {});
        lastOutput = answer.output().strip();
        if (!answer.isGood()) {
            return List.of();
        }
        List<PackageFile> chosen = new ArrayList<>();
        for (String line : answer.output().lines().toList()) {
            Matcher found = CHOSEN.matcher(line);
            if (found.matches()) {
                chosen.add(new PackageFile(found.group(1), Long.parseLong(found.group(2))));
            }
        }
        chosen.removeIf(file -> !selection.includes(file));
        return chosen;
    }

    private boolean download(Selection selection, List<PackageFile> files, Path lists)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-qq", "download"));
        files.forEach(file -> words.add(file.name() + "=" + file.version()));
        long total = files.stream().mapToLong(PackageFile::size).sum();
        String what = "downloading " + selection.request();
        var answer = run(lists, words, () -> progress.at(what, Math.min(total, sizeOf(workshop)), total));
        lastOutput = answer.output().strip();
        return answer.isGood() && files.stream().allMatch(file -> Files.isRegularFile(file.in(workshop)));
    }

    private static long sizeOf(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toFile)
                    .filter(file -> file.getName().endsWith(".deb"))
                    .mapToLong(java.io.File::length)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static boolean hasLists(Path lists) throws IOException {
        if (!Files.isReadable(lists)) {
            return false;
        }
        try (Stream<Path> files = Files.list(lists)) {
            return files.anyMatch(file -> file.getFileName().toString().contains("_Packages"));
        }
    }

    private Subprocess.Answer run(Path lists, List<String> words, Runnable meanwhile)
            throws IOException, InterruptedException {
        Path settings = settings(lists);
        List<String> all =
                new ArrayList<>(List.of("/usr/bin/env", "-C", workshop.toString(), DebianPackages.APT.toString()));
        all.addAll(words);
        return Subprocess.run(machine, all, Map.of("APT_CONFIG", settings.toString()), meanwhile);
    }

    private Path settings(Path lists) throws IOException {
        Path status = workshop.resolve("status");
        Files.writeString(status, "");
        Files.createDirectories(workshop.resolve("state/lists/partial"));
        Files.createDirectories(workshop.resolve("cache/archives/partial"));
        return Files.writeString(workshop.resolve("apt.conf"), """
                Dir::State "%s";
                Dir::State::Lists "%s";
                Dir::State::status "%s";
                Dir::Cache "%s";
                Dir::Log "%s";
                APT::Sandbox::User "root";
                APT::Install-Recommends "false";
                APT::Install-Suggests "false";
                Acquire::Languages "none";
                Debug::NoLocking "true";
                """.formatted(
                        workshop.resolve("state"), lists, status, workshop.resolve("cache"), workshop.resolve("log")));
    }
}
