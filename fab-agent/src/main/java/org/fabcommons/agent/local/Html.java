// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

/** HTML being written; whatever is not markup of ours goes through {@link #add} as a value. */
final class Html {
    private final StringBuilder out = new StringBuilder(8192);

    /** Our own markup, with a {@code %s} for each value; the values are escaped. */
    Html add(String markup, Object... values) {
        var rest = markup;
        for (var value : values) {
            int hole = rest.indexOf("%s");
            if (hole < 0) throw new IllegalArgumentException("more values than holes: " + markup);
            out.append(rest, 0, hole).append(escaped(value.toString()));
            rest = rest.substring(hole + 2);
        }
        if (rest.contains("%s")) throw new IllegalArgumentException("more holes than values: " + markup);
        out.append(rest);
        return this;
    }

    /** What was written already, as it is. */
    Html put(Html written) {
        out.append(written.out);
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
