// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something wrong with a profile's file.
 *
 * @param line counted from 1; 0 when no line is to blame
 * @param key dotted path, empty when it is the whole file
 * @param what a part of a sentence that follows the key
 */
public record Fault(String file, int line, String key, String what) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + " ") + what;
    }

    /** A file that is no profile; every fault is named, each on a line of its own. */
    public static final class Faults extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final transient List<Fault> faults;

        Faults(List<Fault> faults) {
            super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
            this.faults = List.copyOf(faults);
        }

        public List<Fault> faults() {
            return faults;
        }
    }
}
