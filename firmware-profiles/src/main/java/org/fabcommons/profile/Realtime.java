// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bytes that act at once, without a line's end and without an answer, by what they do. */
public final class Realtime {
    /** Soft reset: all motion and the spindle stop, everything queued is forgotten. */
    public static final String RESET = "reset";
    /** Asks for a status report. */
    public static final String STATUS = "status";
    /** Feed hold. */
    public static final String HOLD = "hold";
    /** Cycle start. */
    public static final String RESUME = "resume";
    /** Ends a jog. */
    public static final String JOG_CANCEL = "jogCancel";
    /** In a hold, and only there: stops what turns or shines, or lets it go on where that was done before. */
    public static final String SPINDLE_STOP = "spindleStop";
    /** Forgets what is queued; in a hold. */
    public static final String FLUSH = "flush";

    static final Realtime NONE = new Realtime(Map.of());

    private final Map<String, Character> byName;

    private Realtime(Map<String, Character> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** From {@code {reset: "0x18", status: "?"}}. */
    @JsonCreator
    static Realtime of(Map<String, String> texts) {
        var bytes = new HashMap<String, Character>();
        texts.forEach((name, text) -> bytes.put(name, value(name, text)));
        return new Realtime(bytes);
    }

    private static char value(String name, String text) {
        InvalidValue.unless(
                text.matches("0x[0-9a-fA-F]{2}|[!-~]"),
                "realtime." + name,
                "must be one character or 0x and two figures");
        return text.length() == 1 ? text.charAt(0) : (char) Integer.parseInt(text.substring(2), 16);
    }

    /** The byte that does this, if the firmware has one. */
    public Optional<Character> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether this byte does something at once. */
    public boolean has(char realtime) {
        return byName.containsValue(realtime);
    }

    @JsonValue
    Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        byName.forEach((name, c) ->
                texts.put(name, c > ' ' && c < 0x7f ? "" + c : String.format(Locale.ROOT, "0x%02x", (int) c)));
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Realtime that && byName.equals(that.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return texts().toString();
    }
}
