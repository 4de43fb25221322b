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
    /**
     * What was measured.
     *
     * @param referenceMm where the tool of the zero touched the setter, from the machine's zero
     * @param longerMm by how much the tool that is in now is longer than that one
     * @param tool its number in the file; empty where the file named none
     */
    record Kept(double referenceMm, double longerMm, String tool) {}

    /** A zero that is set with the tool that is in holds for that tool. */
    private static final Pattern SETS_ZERO = Pattern.compile(".*G(?:10|92)(?![.\\d]).*Z.*");

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

    /** By how much the tool that is in is longer than that of the zero; 0 where nothing was measured. */
    double longerMm() {
        return kept.map(Kept::longerMm).orElse(0.0);
    }

    /**
     * The tool that is in touches the setter here. The first one is what all others are measured against.
     *
     * @param reckonedMm what the machine itself reckons with, which counts only with the first one
     */
    void measured(double atMm, String tool, double reckonedMm) {
        double reference = kept.map(Kept::referenceMm).orElse(atMm - reckonedMm);
        onMachine = false;
        keep(new Kept(reference, Math.round((atMm - reference) * 10_000) / 10_000.0, tool));
    }

    /** The machine has been told. */
    void told() {
        onMachine = true;
    }

    /** The machine has forgotten it: it was reset, or a file switched it off. */
    void lost() {
        onMachine = false;
    }

    /** Whether the machine has to be told before anything moves by the work's coordinates. */
    boolean owed() {
        return !onMachine && longerMm() != 0;
    }

    /** The zero was set anew with the tool that is in. */
    void forget() {
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
        if (owed()) forget();
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
