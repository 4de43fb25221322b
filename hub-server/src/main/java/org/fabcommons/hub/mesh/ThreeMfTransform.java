// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

/** Four by three numbers that move points, row vectors from the left as 3MF has it. */
record ThreeMfTransform(double[] m) {
    private static final int LENGTH = 12;

    static ThreeMfTransform scale(double by) {
        return new ThreeMfTransform(new double[] {by, 0, 0, 0, by, 0, 0, 0, by, 0, 0, 0});
    }

    /** @param text twelve numbers, or empty for none */
    static ThreeMfTransform of(String text) throws MeshFault {
        if (text == null || text.isBlank()) return scale(1);
        var words = text.strip().split("\\s+", LENGTH + 1);
        if (words.length != LENGTH) throw new MeshFault("transform");
        var m = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            try {
                m[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException notANumber) {
                throw new MeshFault("transform");
            }
            if (!Double.isFinite(m[i])) throw new MeshFault("transform");
        }
        return new ThreeMfTransform(m);
    }

    /** First this one, then the other. */
    ThreeMfTransform then(ThreeMfTransform other) {
        var o = other.m;
        var r = new double[LENGTH];
        for (int row = 0; row < 4; row++)
            for (int column = 0; column < 3; column++) {
                double sum = row == 3 ? o[9 + column] : 0;
                for (int k = 0; k < 3; k++) sum += m[3 * row + k] * o[3 * k + column];
                r[3 * row + column] = sum;
            }
        return new ThreeMfTransform(r);
    }

    double at(int axis, double x, double y, double z) {
        return x * m[axis] + y * m[3 + axis] + z * m[6 + axis] + m[9 + axis];
    }

    /** Whether it turns things inside out. */
    boolean mirrors() {
        return m[0] * (m[4] * m[8] - m[5] * m[7])
                        - m[1] * (m[3] * m[8] - m[5] * m[6])
                        + m[2] * (m[3] * m[7] - m[4] * m[6])
                < 0;
    }
}
