// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What materials weigh: the middle of what makers' data sheets say, for solid material. The sheet of the very spool or
 * plate counts more. Sources: data sheets of Prusament, BASF Forward AM and eSun for filaments; EN 573 and EN 10025 for
 * metals; EN 636 for birch plywood.
 */
public enum Density {
    PLA(1.24),
    PETG(1.27),
    ABS(1.04),
    ASA(1.07),
    TPU(1.21),
    PA(1.14),
    PC(1.20),
    PMMA(1.19),
    PLYWOOD(0.68),
    ALUMINIUM(2.70),
    STEEL(7.85);

    /** Those that are told of every model. */
    static final List<Density> USUAL = List.of(PLA, PETG, ABS, ALUMINIUM, STEEL);

    private final double gramsPerCm3;

    Density(double gramsPerCm3) {
        this.gramsPerCm3 = gramsPerCm3;
    }

    public double gramsPerCm3() {
        return gramsPerCm3;
    }

    /** @return grams */
    public double mass(double volumeMm3) {
        return volumeMm3 / 1000 * gramsPerCm3;
    }

    /** The one that a material's name speaks of, such as "Prusament PLA Galaxy Black". */
    public static Optional<Density> in(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(density -> Pattern.compile("\\b" + density.name() + "\\b")
                        .matcher(upper)
                        .find())
                .findFirst();
    }
}
