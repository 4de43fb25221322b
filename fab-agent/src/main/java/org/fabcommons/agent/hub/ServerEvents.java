// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.util.Optional;

/**
 * Lines of an event stream in, events out; pure. Source: WHATWG HTML, section 9.2.6 "Interpreting an event stream".
 */
final class ServerEvents {
    /**
     * @param id the stream's last id, empty before the first
     * @param type {@code message} where none is given
     */
    record Event(Optional<String> id, String type, String data) {}

    private Optional<String> id = Optional.empty();
    private String type = "";
    private final StringBuilder data = new StringBuilder();

    /** Takes a line without its end; an empty line completes an event. */
    Optional<Event> line(String line) {
        if (line.isEmpty()) return complete();
        int colon = line.indexOf(':');
        if (colon == 0) return Optional.empty(); // A comment: the heartbeat.
        var field = colon < 0 ? line : line.substring(0, colon);
        var value = colon < 0 ? "" : line.substring(colon + 1);
        if (value.startsWith(" ")) value = value.substring(1);
        switch (field) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> {
                if (value.indexOf('\0') < 0) id = Optional.of(value);
            }
            default -> {
                // "retry" and what later hubs may add: our own back-off decides.
            }
        }
        return Optional.empty();
    }

    private Optional<Event> complete() {
        var event = data.length() == 0
                ? Optional.<Event>empty()
                : Optional.of(new Event(id, type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1)));
        data.setLength(0);
        type = "";
        return event;
    }
}
