// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A person's name under something that the lab's policy asks about, and the password where an administrator's word is
 * needed. Both may be empty.
 */
record Word(String name, String password) {
    private static final int LONGEST = 60;

    /**
     * A word that does not count.
     *
     * @param code as of {@link GivenWords#take}
     * @param name that was given, which need not be typed again
     */
    record Refused(String code, String name) {}

    Refused refused(String code) {
        return new Refused(code, name);
    }

    static Word of(Map<String, String> form) {
        return of(form.getOrDefault("allowedBy", ""), form.getOrDefault("password", ""));
    }

    static Word of(JsonNode body) {
        return of(body.path("allowedBy").asText(), body.path("password").asText());
    }

    private static Word of(String name, String password) {
        var plain = name.replaceAll("\\p{Cntrl}", " ").strip();
        return new Word(plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST), password);
    }

    boolean named() {
        return !name.isEmpty();
    }
}
