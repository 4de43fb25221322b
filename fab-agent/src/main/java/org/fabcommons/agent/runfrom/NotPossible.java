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

    /** Stable; a key of the pages' texts. */
    public String code() {
        return code;
    }
}
