// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * A job asks for arcs itself, by a comment near its beginning: {@code ;FAB:ARCS} or {@code ;FAB:ARCS 0.02}, the
 * tolerance in millimetres. So it can stand in a slicer's start G-code, and says the same wherever the file goes.
 */
public final class ArcWish {
    /** Far below the width of any line that is printed or cut; ArcWelder's default too. Millimetres. */
    public static final double USUAL_MM = 0.05;

    public static final double FINEST_MM = 0.001;
    public static final double COARSEST_MM = 0.5;

    /** A wish further down is none. */
    private static final int LOOKED_AT_BYTES = 65_536;

    private static final Pattern WISH =
            Pattern.compile("^\\s*[;(]\\s*FAB:ARCS(?:[ \\t]+(\\d{1,3}(?:\\.\\d{1,6})?))?[ \\t)]*$", Pattern.MULTILINE);

    private ArcWish() {}

    /**
     * The tolerance that a file asks for, in millimetres; empty if it asks for no arcs.
     *
     * @throws IOException if the file cannot be read
     */
    public static OptionalDouble of(InputStream file) throws IOException {
        var head = new String(file.readNBytes(LOOKED_AT_BYTES), StandardCharsets.ISO_8859_1).replace('\r', '\n');
        var wish = WISH.matcher(head);
        if (!wish.find()) return OptionalDouble.empty();
        double asked = wish.group(1) == null ? USUAL_MM : Double.parseDouble(wish.group(1));
        return OptionalDouble.of(Math.min(COARSEST_MM, Math.max(FINEST_MM, asked)));
    }
}
