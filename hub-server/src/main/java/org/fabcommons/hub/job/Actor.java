// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Who moved a job.
 *
 * @param name handle of the person or name of the agent; empty for the hub
 */
public record Actor(Kind kind, String name) {
    static final Actor HUB = new Actor(Kind.HUB, "");

    public enum Kind {
        PERSON,
        AGENT,
        HUB;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Actor person(String handle) {
        return new Actor(Kind.PERSON, handle);
    }

    static Actor agent(String name) {
        return new Actor(Kind.AGENT, name);
    }
}
