// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.Map;

/**
 * What a drawing holds.
 *
 * @param width of all it draws (DXF) or of its page (SVG), in {@code unit}; 0 where nobody can tell
 * @param unit {@code mm}, or empty where the file names none
 * @param shapes how many of each kind, by its name in messages: {@code line}, {@code circle} ...
 * @param layers how many layers have something on them; 0 where the format has none
 */
public record DrawingFacts(double width, double height, String unit, Map<String, Integer> shapes, int layers)
        implements OtherFacts {
    public DrawingFacts {
        shapes = Map.copyOf(shapes);
    }
}
