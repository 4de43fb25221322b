// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is acknowledged, and when. */
public enum Ack {
    /** Each line once. */
    PER_LINE,
    /** Each command of a line once: never two on one line. */
    PER_COMMAND,
    /** Each line once, when it enters the queue: before it is carried out and before its output. */
    ON_QUEUE,
    /** Each line once, when it has been read; motion may be far behind. */
    ON_PARSE,
    /** Each line by a JSON object that ends in a footer. */
    JSON_FOOTER,
    /** Nothing. */
    NONE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
