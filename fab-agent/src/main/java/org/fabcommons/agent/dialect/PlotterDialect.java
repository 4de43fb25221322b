// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.fabcommons.profile.Envelope;
import org.fabcommons.profile.Profile;

/**
 * HPGL, CAMM-GL and RML. Instructions are not answered; questions are, and nothing in an answer says which: so the
 * questions are remembered. Device-control questions ({@code ESC .}) are answered at once, output instructions
 * ({@code OA;}) in their turn. Sources: HP 7475A, "Interfacing and Programming Manual", chapters 7 and 10; Roland
 * DXY-1300, "Command Reference Manual", chapter 5.4.
 */
final class PlotterDialect implements Dialect {
    private static final char ESC = 0x1b;
    private static final Pattern QUESTION = Pattern.compile("\u001b\\.[BELO]|O[A-Z];");

    // The status that ESC .O tells. Roland adds 256, always.
    private static final int EMPTY = 8;
    private static final int PAUSED = 16;
    private static final int LEVER_UP = 32;

    private record Asked(long number, char what) {}

    private final Profile profile;
    private final Deque<Asked> atOnce = new ArrayDeque<>();
    private final Deque<Asked> inTurn = new ArrayDeque<>();

    PlotterDialect(Profile profile) {
        this.profile = profile;
    }

    @Override
    public String encode(long number, String command) {
        if (answers(command)) {
            if (command.charAt(0) == ESC) atOnce.add(new Asked(number, command.charAt(2)));
            else inTurn.add(new Asked(number, command.charAt(1)));
        }
        return command;
    }

    @Override
    public boolean answers(String command) {
        return QUESTION.matcher(command).matches();
    }

    @Override
    public List<Reply> read(String line) {
        var text = line.strip();
        boolean number = text.matches("-?\\d{1,9}");
        var asked = number && !atOnce.isEmpty() ? atOnce.poll() : inTurn.poll();
        if (asked == null) return List.of(new Reply.Other(text, false));
        var answered = new Reply.Ok(OptionalLong.of(asked.number()), OptionalInt.empty(), OptionalInt.empty());
        return List.of(meaning(asked.what(), text, number), answered);
    }

    private Reply meaning(char what, String text, boolean number) {
        int value = number ? Integer.parseInt(text) : 0;
        return switch (number ? what : Character.toLowerCase(what)) {
            case 'B' -> new Reply.BufferFree(value);
            case 'L' -> new Reply.BufferSize(0, value);
            case 'O' -> new Reply.Panel((value & (PAUSED | LEVER_UP)) != 0, (value & EMPTY) != 0);
            case 'E' -> value == 0 ? new Reply.Other(text, false) : new Reply.LineTrouble(value);
            case 'i', 'I' -> new Reply.Identity(Map.of("OI", text));
            case 'a' -> position(text);
            case 'h' -> volume(text);
            default -> new Reply.Other(text, false);
        };
    }

    private Reply position(String text) {
        var units = numbers(text);
        double scale = profile.plotter().orElseThrow().unitsPerMm();
        return units.length < 2
                ? new Reply.Other(text, false)
                : new Reply.Position(Map.of("X", units[0] / scale, "Y", units[1] / scale));
    }

    /** Where its paper or material ends. */
    private Reply volume(String text) {
        var units = numbers(text);
        double scale = profile.plotter().orElseThrow().unitsPerMm();
        if (units.length != 4 || !(units[0] < units[2] && units[1] < units[3])) return new Reply.Other(text, false);
        var assumed = profile.envelope();
        return new Reply.BuildVolume(new Envelope(
                assumed.origin(),
                units[0] / scale,
                units[1] / scale,
                assumed.minZ(),
                units[2] / scale,
                units[3] / scale,
                assumed.maxZ()));
    }

    private static double[] numbers(String text) {
        var parts = text.split(",");
        var numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            var part = parts[i].strip();
            if (!part.matches("-?\\d{1,9}(\\.\\d{1,9})?")) return new double[0];
            numbers[i] = Double.parseDouble(part);
        }
        return numbers;
    }
}
