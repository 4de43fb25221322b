// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The firmware. */
public enum Family {
    MARLIN(Language.REPRAP),
    /** Prusa's firmware of the 8-bit MK2.5 and MK3. */
    PRUSA(Language.REPRAP),
    REPETIER(Language.REPRAP),
    SMOOTHIE(Language.REPRAP),
    REPRAPFIRMWARE(Language.REPRAP),
    /** Klipper through its virtual serial port. */
    KLIPPER(Language.REPRAP),
    GRBL(Language.GRBL),
    GRBL09(Language.GRBL),
    GRBLHAL(Language.GRBL),
    FLUIDNC(Language.GRBL),
    TINYG(Language.JSON),
    G2CORE(Language.JSON),
    /** HPGL and CAMM-GL. */
    HPGL(Language.PLOTTER),
    /** Roland's RML-1. */
    RML(Language.PLOTTER);

    private final Language language;

    Family(Language language) {
        this.language = language;
    }

    public Language language() {
        return language;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
