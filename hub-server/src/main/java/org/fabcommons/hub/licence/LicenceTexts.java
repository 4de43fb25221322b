// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The texts of the licences that the hub knows a rule for, to be passed on with what is under them. */
public final class LicenceTexts {
    private LicenceTexts() {}

    /** The texts of all licences that an expression names, by identifier, as far as the hub has them. */
    public static Map<String, byte[]> of(Licence licence) {
        Map<String, byte[]> texts = new TreeMap<>();
        for (var term : LicenceExpression.read(licence.spdx()).expression().terms()) {
            text(term.id()).ifPresent(text -> texts.put(term.id(), text));
            term.exception().ifPresent(name -> text(name).ifPresent(text -> texts.put(name, text)));
        }
        return texts;
    }

    private static Optional<byte[]> text(String id) {
        if (!id.matches("[A-Za-z0-9.-]+")) return Optional.empty();
        // The GNU licences have one text for "only" and "or later".
        var name = id.replaceFirst("^(A?L?GPL-[0-9.]+)-(only|or-later)$", "$1");
        try (var in = LicenceTexts.class.getResourceAsStream("texts/" + name + ".txt")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
