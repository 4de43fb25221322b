// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.profile.Profile;

/**
 * What holds at the machine after a line of a file, besides what it is doing. It follows from the file alone, so nobody
 * has to write it down while a job runs.
 *
 * @param words the codes that hold, such as {@code G1 G17 G21 G90 M83 F3000}
 * @param end where the line ends, in the machine's millimetres
 */
public record Modal(List<String> words, Point end) {
    public Modal {
        words = List.copyOf(words);
    }

    /**
     * Reads a file up to the end of this line.
     *
     * @throws IOException if the file cannot be read
     */
    public static Modal after(InputStream file, Profile profile, long line) throws IOException {
        var interpreter = new Interpreter(profile);
        var reader = new RewritingReader(file, profile);
        for (var next = reader.next(); next.isPresent() && next.get().number() <= line; next = reader.next())
            if (next.get().fault().isEmpty()) interpreter.step(next.get());
        return interpreter.modal();
    }

    static Modal of(int motion, int plane, boolean inches, List<String> rest, double feed, double spindle, Point end) {
        var words = new ArrayList<String>();
        if (motion >= 0) words.add("G" + motion);
        words.add("G" + plane);
        words.add(inches ? "G20" : "G21");
        words.addAll(rest);
        if (feed > 0) words.add("F" + plain(inches ? feed / 25.4 : feed));
        if (spindle > 0) words.add("S" + plain(spindle));
        return new Modal(words, end);
    }

    private static String plain(double number) {
        var rounded =
                BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.toPlainString();
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
