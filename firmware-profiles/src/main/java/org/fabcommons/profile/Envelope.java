// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far the tool can go, in millimetres; each maximum is above its minimum. */
public record Envelope(Origin origin, double minX, double minY, double minZ, double maxX, double maxY, double maxZ) {
    public Envelope {
        InvalidValue.unless(origin != null, "envelope.origin", "is missing");
        InvalidValue.unless(
                minX < maxX && minY < maxY && minZ < maxZ, "envelope", "has a maximum that is not above its minimum");
    }

    public double width() {
        return maxX - minX;
    }

    public double depth() {
        return maxY - minY;
    }

    public double height() {
        return maxZ - minZ;
    }

    /** Where coordinates in a file are counted from. */
    public enum Origin {
        /** From the homed machine: the toolpath must lie within the envelope. */
        MACHINE,
        /** From the stock, wherever the person put it: the toolpath's size must fit into the envelope. */
        STOCK;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
