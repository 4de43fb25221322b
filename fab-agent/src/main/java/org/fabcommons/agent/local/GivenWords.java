// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.guard.Guard;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.Permission;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Policy;

/** The words that people give for what the lab's policy asks about: taken, written down, and looked up again. */
final class GivenWords {
    private final Journal journal;
    private final Administrators administrators;

    GivenWords(Journal journal, Administrators administrators) {
        this.journal = journal;
        this.administrators = administrators;
    }

    /** The word that somebody gave for this file and no job has used. */
    Optional<Permission> open(Shop.Bench bench, String sha256, Checked checked) {
        return checked.needs().isEmpty()
                ? Optional.empty()
                : journal.permissions().open(bench.key(), sha256, checked.needs());
    }

    /**
     * Takes somebody's word for what the policy asks about in a file, and writes it down.
     *
     * @return what is wrong with it: {@code name} or {@code administrator}; empty where it counts, or none is needed
     */
    Optional<String> take(Shop.Bench bench, String sha256, Checked checked, Word word) {
        if (checked.needs().isEmpty() || open(bench, sha256, checked).isPresent()) return Optional.empty();
        if (!word.named()) return Optional.of("name");
        if (checked.needsAdministrator() && !isAdministrator(bench, word)) return Optional.of("administrator");
        journal.permissions().give(bench.key(), sha256, checked.needs(), word.name(), checked.needsAdministrator());
        return Optional.empty();
    }

    private boolean isAdministrator(Shop.Bench bench, Word word) {
        return bench.policy().isAdministrator(word.name()) && administrators.are(word.name(), word.password());
    }

    /**
     * What somebody may have typed lines do: with their name what is asked about, as an administrator all of it. Where the
     * lab names no administrators, whoever is at the machine looks after it, by name.
     */
    Set<String> mayByHand(Shop.Bench bench, Word word) {
        if (!word.named()) return Set.of();
        var may = new HashSet<String>();
        boolean administrator = !word.password().isEmpty() && isAdministrator(bench, word);
        if (administrator || bench.policy().administrators().isEmpty()) may.add(Guard.SETTINGS);
        bench.policy().commands().forEach((code, rule) -> {
            if (rule == Policy.Rule.ASK || (rule == Policy.Rule.ADMIN && administrator)) may.add(code);
        });
        if (administrator) for (var quantity : Policy.Quantity.values()) may.add(quantity.key());
        return may;
    }

    /** The last jobs that were turned back for want of somebody's word, newest first. */
    List<JobRecord> lastAsked(String machine) {
        return journal.recent(Shop.RECENT).stream()
                .filter(job -> job.order().machine().equals(machine)
                        && job.reason().filter("policy-asks"::equals).isPresent())
                .toList();
    }

    /** Who allowed what on this machine, newest first. */
    List<Permission> on(String machine, int most) {
        return journal.permissions().on(machine, most);
    }

    /** Whose word a job went by. */
    Optional<Permission> of(String job) {
        return journal.permissions().of(job);
    }
}
