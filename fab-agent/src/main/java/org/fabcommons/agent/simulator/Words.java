// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.OptionalDouble;

/** The words of one command, as Marlin's parser looks for them: a letter, then perhaps a number. */
final class Words {
    private final String text;
    private final int from;

    /** @param from where the parameters begin, after the command itself */
    Words(String text, int from) {
        this.text = text;
        this.from = from;
    }

    boolean has(char letter) {
        return text.indexOf(letter, from) >= 0;
    }

    OptionalDouble number(char letter) {
        int at = text.indexOf(letter, from);
        if (at < 0) return OptionalDouble.empty();
        int start = at + 1;
        while (start < text.length() && text.charAt(start) == ' ') start++;
        int end = start;
        while (end < text.length() && "+-.0123456789".indexOf(text.charAt(end)) >= 0) end++;
        try {
            return OptionalDouble.of(Double.parseDouble(text.substring(start, end)));
        } catch (NumberFormatException none) {
            return OptionalDouble.empty();
        }
    }

    double number(char letter, double otherwise) {
        return number(letter).orElse(otherwise);
    }
}
