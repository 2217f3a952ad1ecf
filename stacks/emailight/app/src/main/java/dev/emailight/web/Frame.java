package dev.emailight.web;

import dev.emailight.account.Account;
import dev.emailight.message.Folder;
import java.util.Map;
import java.util.Optional;

/// What every page has.
///
/// @param proof goes into each form
/// @param counts how many e-mails are in each folder
/// @param revision changes when anything changes that the page shows; empty where it may stay as it is
/// @param style the address of the style sheet
/// @param script the address of the script
public record Frame(
        Optional<Account> account,
        String proof,
        Map<Folder, Long> counts,
        String revision,
        String style,
        String script) {
    public Frame {
        counts = Map.copyOf(counts);
    }

    public long count(Folder folder) {
        return counts.getOrDefault(folder, 0L);
    }

    Frame live(String revision) {
        return new Frame(account, proof, counts, revision, style, script);
    }
}
