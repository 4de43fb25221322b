// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

/**
 * What a probe touches: a board that is never flat. Machine millimetres.
 *
 * @param z height at X 0, Y 0
 * @param slopeX rise a millimetre along X
 * @param slopeY the same along Y
 * @param bulge height of a wave of 100 mm along both
 */
public record Workpiece(double z, double slopeX, double slopeY, double bulge) {
    /** Nothing is there. */
    public static final Workpiece NONE = new Workpiece(Double.NEGATIVE_INFINITY, 0, 0, 0);

    private static final double WAVE_MM = 100;

    /** From {@code -10,0.01,-0.005,0.2}; what is left out is 0. */
    public static Workpiece parse(String text) {
        var parts = text.split(",");
        var n = new double[4];
        if (parts.length > 4) throw new IllegalArgumentException("A workpiece is Z,DX,DY,BULGE, not " + text);
        for (int i = 0; i < parts.length; i++) n[i] = Double.parseDouble(parts[i]);
        return new Workpiece(n[0], n[1], n[2], n[3]);
    }

    /** How high its surface is there. */
    public double height(double x, double y) {
        return z + slopeX * x + slopeY * y + bulge * Math.sin(Math.PI * x / WAVE_MM) * Math.sin(Math.PI * y / WAVE_MM);
    }
}
