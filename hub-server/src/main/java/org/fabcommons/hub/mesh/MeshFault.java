// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.List;

/** A model that cannot be read, and why: a code that never changes, and figures to tell it with. */
public final class MeshFault extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient List<Object> arguments;

    public MeshFault(String code, Object... arguments) {
        super(code + " " + List.of(arguments));
        this.code = code;
        this.arguments = List.of(arguments);
    }

    /**
     * {@code truncated}, {@code unended}, {@code empty}, {@code text}, {@code number}, {@code line}, {@code triangles},
     * {@code bytes}, {@code slow}, {@code index}, {@code zip}, {@code part}, {@code xml}, {@code dtd}, {@code deep},
     * {@code object}, {@code circle}, {@code transform} or {@code unit}.
     */
    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
