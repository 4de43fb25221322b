// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.fabcommons.hub.web.Problem.FieldFault;

/** Which names a file may have, so that a design can be kept and cloned on every system. */
public final class FilePath {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_DEPTH = 12;
    /** Kept by the hub, or read by git as orders. */
    private static final Set<String> RESERVED =
            Set.of(".fabcommons", ".gitattributes", ".gitmodules", ".lfsconfig", ".gitignore");

    /** They turn what follows around, so that a name reads as another one: part<RLO>lts.exe as partexe.stl. UAX 9. */
    private static final Pattern TURNING = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    private static final ObjectChecker CHECKER =
            new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);

    private FilePath() {}

    /** The path in the form that is kept: composed characters, so that one name has one spelling. */
    public static String normal(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }

    /** What is wrong with a path that a person gave, if anything; named by the path itself. */
    public static Optional<FieldFault> fault(String path) {
        if (path.isBlank()) return Optional.of(FieldFault.of("file", "path-empty"));
        if (path.length() > MAX_LENGTH || path.split("/", -1).length > MAX_DEPTH)
            return Optional.of(FieldFault.of(shown(path), "path-too-long", MAX_LENGTH, MAX_DEPTH));
        var first = path.split("/", 2)[0].toLowerCase(Locale.ROOT);
        if (RESERVED.contains(first)) return Optional.of(FieldFault.of(path, "path-reserved", first));
        if (path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(Character::isISOControl)
                || TURNING.matcher(path).find()) return Optional.of(FieldFault.of(shown(path), "path-form"));
        try {
            // Refuses "..", ".git" in every disguise, and what Windows or macOS would read as another name.
            CHECKER.checkPath(path);
            return Optional.empty();
        } catch (CorruptObjectException bad) {
            return Optional.of(FieldFault.of(shown(path), "path-form"));
        }
    }

    /** A name that nobody has looked at, so that it can be shown: without what a terminal or page would obey. */
    public static String plainly(String name) {
        return TURNING.matcher(name.replaceAll("\\p{Cntrl}", "?")).replaceAll("?");
    }

    private static String shown(String path) {
        var plain = plainly(path);
        return plain.length() > 60 ? plain.substring(0, 57) + "..." : plain;
    }
}
