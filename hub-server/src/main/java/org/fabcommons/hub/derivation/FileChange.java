// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.vault.Lines;

/**
 * A file that differs between two revisions.
 *
 * @param text how it differs line by line, where it is a text and there was room to show it
 * @param shapeBefore what it measured, where it is a model
 */
public record FileChange(
        String path,
        Optional<DesignFile> before,
        Optional<DesignFile> after,
        Optional<Lines.Difference> text,
        Optional<Shape> shapeBefore,
        Optional<Shape> shapeAfter) {
    /** What became of the file. */
    public enum Sort {
        ADDED,
        CHANGED,
        REMOVED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Sort sort() {
        if (before.isEmpty()) return Sort.ADDED;
        return after.isEmpty() ? Sort.REMOVED : Sort.CHANGED;
    }

    /** By how many bytes it grew; negative where it shrank. */
    public long growthBytes() {
        return after.map(DesignFile::sizeBytes).orElse(0L)
                - before.map(DesignFile::sizeBytes).orElse(0L);
    }

    /** The file that there is, the later one first. */
    public DesignFile file() {
        return after.orElseGet(before::orElseThrow);
    }

    /** Whether a browser can show it as a picture. */
    public boolean picture() {
        return file().kind().picture();
    }

    public boolean mesh() {
        return shapeBefore.isPresent() || shapeAfter.isPresent();
    }
}
