// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

/**
 * The part of a picture that counts, such as the bed: left, top, width and height as shares of the picture, 0 to 1.
 */
public record Region(double left, double top, double width, double height) {
    public static final Region WHOLE = new Region(0, 0, 1, 1);

    /** Smaller than this there is nothing to compare. */
    private static final double LEAST = 0.05;

    public Region {
        if (!(left >= 0 && top >= 0 && left + width <= 1 + 1e-9 && top + height <= 1 + 1e-9))
            throw new IllegalArgumentException(
                    "a region is left, top, width and height between 0 and 1 and within the picture");
        if (!(width >= LEAST && height >= LEAST))
            throw new IllegalArgumentException("a region is at least 0.05 wide and high");
    }
}
