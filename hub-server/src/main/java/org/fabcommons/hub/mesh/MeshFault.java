// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.List;

/** A mesh that cannot be read, and why: a code that never changes, and figures to tell it with. */
public final class MeshFault extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient List<Object> arguments;

    MeshFault(String code, Object... arguments) {
        super(code + " " + List.of(arguments));
        this.code = code;
        this.arguments = List.of(arguments);
    }

    /** {@code truncated}, {@code unended}, {@code empty}, {@code text} or {@code number}. */
    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
