// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import java.util.List;

/** What was written is no licence expression; the text is the message {@code problem.<code>}. */
public final class ExpressionFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient List<Object> arguments;

    ExpressionFault(String code, Object... arguments) {
        super(code + " " + List.of(arguments), null, false, false);
        this.code = code;
        this.arguments = List.of(arguments);
    }

    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
