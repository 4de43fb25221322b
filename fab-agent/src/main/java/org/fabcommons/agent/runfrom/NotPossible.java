// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.runfrom;

/** A file cannot be taken up so. */
public final class NotPossible extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    NotPossible(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** On a machine that keeps no place, or whose files are not made of lines that can be taken up. */
    public static NotPossible noTakeUp() {
        return new NotPossible(
                "no-take-up", "On a machine of this kind nothing is taken up so; run the whole file instead.");
    }

    /** Stable; a key of the pages' texts. */
    public String code() {
        return code;
    }
}
