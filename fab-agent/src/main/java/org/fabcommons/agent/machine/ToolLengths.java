// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.link.LinkJson;

/**
 * How long the tool is that is in, against the one with which the work's zero was set. A firmware forgets that when it is
 * reset; here it is kept, in a file too, so that a job which is taken up after that goes neither too deep nor too high. Of
 * the session's thread.
 */
final class ToolLengths {
    /** What is to be found out before anything moves by it. */
    enum Doubt {
        NONE,
        /** A change of tools did not come to its end: nobody knows which one is in. */
        TOOL,
        /** The zero of Z was set while the machine had forgotten the length, or had not. */
        ZERO
    }

    /**
     * What was measured.
     *
     * @param referenceMm where the tool of the zero touches the setter, from the machine's zero; empty while nobody has
     *     measured it
     * @param longerMm by how much the tool that is in now is longer than that one
     * @param tool its number in the file; empty where the file named none
     */
    record Kept(Optional<Double> referenceMm, double longerMm, String tool, Doubt doubt) {
        Kept {
            doubt = doubt == null ? Doubt.NONE : doubt;
        }

        private Kept with(Doubt fresh) {
            return new Kept(referenceMm, longerMm, tool, fresh);
        }
    }

    /** A zero that is set with the tool that is in holds for that tool. */
    private static final Pattern SETS_ZERO = Pattern.compile(".*G(?:10|92)(?![.\\d]).*Z.*");

    /** What machines round to, twice. */
    private static final double SAME_MM = 0.0025;

    private final Optional<Path> file;
    private Optional<Kept> kept = Optional.empty();
    private boolean onMachine;

    /** @param file where it is kept; without one it is forgotten with the session */
    ToolLengths(Optional<Path> file) {
        this.file = file;
        try {
            if (file.isPresent() && Files.exists(file.get()))
                kept = Optional.of(LinkJson.mapper().readValue(file.get().toFile(), Kept.class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the tool's length cannot be read: " + file.get(), unreadable);
        }
    }

    Optional<Kept> kept() {
        return kept;
    }

    /** Whether the tool of the zero has been measured, so that another one can be compared with it. */
    boolean comparable() {
        return kept.flatMap(Kept::referenceMm).isPresent();
    }

    /** By how much the tool that is in is longer than that of the zero; 0 where nothing was measured. */
    double longerMm() {
        return kept.isPresent() ? kept.get().longerMm() : 0;
    }

    Doubt doubt() {
        return kept.map(Kept::doubt).orElse(Doubt.NONE);
    }

    /**
     * The tool that is in touches the setter here. The first one is what all others are measured against.
     *
     * @param reckonedMm what the machine itself reckons with, which counts only with the first one
     */
    void measured(double atMm, String tool, double reckonedMm) {
        double reference = kept.flatMap(Kept::referenceMm).orElse(atMm - reckonedMm);
        onMachine = false;
        keep(new Kept(Optional.of(reference), rounded(atMm - reference), tool, Doubt.NONE));
    }

    private static double rounded(double mm) {
        return Math.round(mm * 10_000) / 10_000.0;
    }

    /** Another tool is being put in; until it is measured, or somebody says that it need not be, nobody knows its length. */
    void unsure() {
        keep(kept.orElse(new Kept(Optional.empty(), 0, "", Doubt.NONE)).with(Doubt.TOOL));
    }

    /** A person has decided to go on as it is. */
    void sure() {
        if (kept.isEmpty() || doubt() == Doubt.NONE) return;
        if (!comparable() && longerMm() == 0) forget();
        else keep(kept.get().with(Doubt.NONE));
    }

    /** The machine has been told. */
    void told() {
        onMachine = true;
        sure();
    }

    /** The machine may have forgotten it: it was reset, it is met anew, or a file switched it off. */
    void lost() {
        onMachine = false;
    }

    /** Whether the machine has to be told before anything moves by the work's coordinates. */
    boolean owed() {
        return !onMachine && longerMm() != 0;
    }

    /** Whether it has to be looked at, before a job begins, what the machine reckons with. */
    boolean doubtful() {
        return kept.isPresent() && (!onMachine || doubt() != Doubt.NONE);
    }

    /** Whether that is what it should reckon with. */
    boolean same(double reckonedMm) {
        return Math.abs(reckonedMm - longerMm()) < SAME_MM;
    }

    /** The zero holds for the tool that is in, with what the machine reckons with now. */
    void zeroHolds(double reckonedMm) {
        if (comparable() && doubt() == Doubt.ZERO && same(reckonedMm)) {
            told();
        } else if (Math.abs(reckonedMm) < SAME_MM) {
            forget();
        } else {
            // A file that switches the length off would move the zero: it is kept, though nothing can be compared with
            // it.
            keep(new Kept(Optional.empty(), rounded(reckonedMm), "", Doubt.NONE));
            onMachine = true;
        }
    }

    private void forget() {
        kept = Optional.empty();
        onMachine = false;
        try {
            if (file.isPresent()) Files.deleteIfExists(file.get());
        } catch (IOException e) {
            throw new UncheckedIOException("the tool's length cannot be removed: " + file.get(), e);
        }
    }

    /** A person's command was carried out. */
    void answered(String command) {
        if (SETS_ZERO.matcher(command).matches()) zeroSet();
    }

    /** A person has set the zero of Z. With the difference on the machine that is the same zero as before, set better. */
    void zeroSet() {
        if (kept.isEmpty() || !doubtful()) return;
        var before = kept.get();
        keep(new Kept(
                doubt() == Doubt.TOOL ? Optional.empty() : before.referenceMm(),
                before.longerMm(),
                before.tool(),
                Doubt.ZERO));
    }

    private void keep(Kept now) {
        kept = Optional.of(now);
        if (file.isEmpty()) return;
        try {
            Files.createDirectories(file.get().getParent());
            var fresh = file.get().resolveSibling(file.get().getFileName() + ".new");
            Files.write(fresh, LinkJson.mapper().writeValueAsBytes(now));
            Files.move(fresh, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the tool's length cannot be kept: " + file.get(), e);
        }
    }

    /** In English, for the log. */
    String sentence() {
        return kept.map(now -> String.format(
                        Locale.ROOT,
                        "Tool %s is %.3f mm longer than the one with which the zero was set.",
                        now.tool(),
                        now.longerMm()))
                .orElse("No tool was measured.");
    }
}
