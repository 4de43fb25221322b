// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Locale;

/** What somebody typed makes no sense. Programs are told in English, people in their language. */
public final class Wrong extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient Object[] arguments;

    /**
     * @param code key of the pages' texts, after {@code wrong.}
     * @param english the same as a format, as {@link String#format} takes it
     */
    public Wrong(String code, String english, Object... arguments) {
        super(String.format(Locale.ROOT, english, arguments));
        this.code = code;
        this.arguments = arguments.clone();
    }

    public String code() {
        return code;
    }

    public Object[] arguments() {
        return arguments.clone();
    }
}
