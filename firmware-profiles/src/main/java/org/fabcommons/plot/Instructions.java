// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fabcommons.profile.Profile;

/** Reads a single instruction. */
public final class Instructions {
    private Instructions() {}

    /** What this text says; empty if it is not exactly one instruction without fault. */
    public static Optional<Instruction> one(String text, Profile profile) {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
        try (var reader = new InstructionReader(bytes, profile.wire().maxLineBytes())) {
            var first = reader.next();
            boolean alone = first.isPresent() && reader.next().isEmpty();
            return alone ? first.filter(instruction -> instruction.fault().isEmpty()) : Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
