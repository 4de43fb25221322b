// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fabcommons.profile.FlowControl;
import org.fabcommons.profile.Profile;

/**
 * A cutter, plotter or mill that reads HPGL or RML. It answers nothing but {@code ESC .} questions and output
 * instructions; its buffer loses what does not fit, and what is left of an instruction is drawn as a wrong line, as on the
 * real ones. Sources: HP 7475A, "Interfacing and Programming Manual", chapters 7 and 10; Roland DXY-1300, "Command
 * Reference Manual", chapter 5.4; Roland EGX-600 user manual, page 140.
 */
final class PlotterBoard implements Firmware {
    private static final char ESC = 0x1b;
    private static final byte XON = 0x11;
    private static final byte XOFF = 0x13;
    private static final int OVERFLOW = 16;
    private static final int BAD_ESCAPE = 11;
    private static final int OVERLAPPING = 10;
    /** So many bytes may still come after "stop"; HP's own limit. */
    private static final int AFTER_STOP = 80;
    /** Says "stop" with so much room left, and "go on" with so much: a sixteenth and half of the buffer. */
    private static final int STOP_SHARE = 16;

    private static final int GO_SHARE = 2;
    /** The pen goes to its corner first. A guess. */
    private static final long START_NANOS = 3_000_000_000L;

    private final Profile profile;
    private final double speed;
    private final ExecutedLog log;
    private final RxRing ring;
    private final PlotterArm arm;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder control = new StringBuilder();
    private final Deque<String> deferred = new ArrayDeque<>();
    private boolean inControl;
    private boolean held;
    /** The VIEW button was pressed, which stops the pen where it is. */
    private boolean view;

    private boolean hung;
    /** After its supply has dipped it is deaf for a while. */
    private long startedAt;

    private int lineError;
    private int instructionError;
    private int resets;
    private long now;

    PlotterBoard(Profile profile, double speed, ExecutedLog log) {
        this.profile = profile;
        this.speed = speed;
        this.log = log;
        ring = new RxRing(profile.plotter().orElseThrow().bufferBytes());
        arm = new PlotterArm(profile);
    }

    @Override
    public void restart(long nowNanos) {
        now = nowNanos;
        resets++;
        hung = false;
        forget();
        arm.reset();
        lineError = 0;
        instructionError = 0;
    }

    private void forget() {
        ring.clear();
        text.setLength(0);
        deferred.clear();
    }

    // ---- the line

    @Override
    public int takes() {
        if (profile.serial().flowControl() == FlowControl.NONE) return Integer.MAX_VALUE;
        return held ? 0 : AFTER_STOP / 2;
    }

    @Override
    public void receive(byte[] bytes, int count) {
        if (hung || now < startedAt) return;
        for (int i = 0; i < count; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (inControl || c == ESC) control(c);
            else put((byte) c);
        }
        hold();
    }

    private void put(byte value) {
        if (ring.free() == 0) lineError = OVERFLOW;
        ring.put(value);
    }

    /** Holds the line up, or lets it go again. */
    private void hold() {
        int capacity = profile.plotter().orElseThrow().bufferBytes();
        boolean before = held;
        if (ring.free() <= Math.max(AFTER_STOP, capacity / STOP_SHARE)) held = true;
        else if (ring.free() >= capacity / GO_SHARE) held = false;
        if (held != before && profile.serial().flowControl() == FlowControl.XON_XOFF)
            out.append((char) (held ? XOFF : XON));
    }

    /** Device control acts at once, past the buffer; with parameters it ends by a colon. */
    private void control(char c) {
        inControl = true;
        control.append(c);
        if (control.length() < 3) {
            if (control.length() == 2 && c != '.') endControl(BAD_ESCAPE);
            return;
        }
        char what = control.charAt(2);
        boolean parameters = "@HIMNPQST".indexOf(what) >= 0;
        if (parameters && c != ':' && control.length() < 60) return;
        act(what);
    }

    private void endControl(int error) {
        inControl = false;
        control.setLength(0);
        if (error != 0) lineError = error;
    }

    private void act(char what) {
        boolean answers = profile.plotter().orElseThrow().queries();
        endControl(0);
        switch (what) {
            case 'B' -> answer(answers, ring.free());
            case 'L' -> {
                if (drained()) answer(answers, profile.plotter().orElseThrow().bufferBytes());
                else deferred.add("L");
            }
            case 'O' -> answer(answers, (drained() ? 8 : 0) + (view ? 16 : 0));
            case 'E' -> {
                answer(answers, lineError);
                lineError = 0;
            }
            case 'K' -> {
                // What is under way is carried out to its end.
                if (profile.plotter().orElseThrow().abort()) forget();
            }
            case '@', 'H', 'I', 'J', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'Y', 'Z', '(', ')' -> {
                // Sets what the other end does not make use of here.
            }
            default -> lineError = BAD_ESCAPE;
        }
    }

    private void answer(boolean answers, int value) {
        if (answers) out.append(value).append('\r');
    }

    // ---- the drawing

    /** What is left of an instruction without its end has been read, and waits for no room. */
    private boolean drained() {
        return ring.isEmpty() && arm.still();
    }

    @Override
    public void advance(long nowNanos) {
        double seconds = (nowNanos - now) / 1e9 * speed;
        now = nowNanos;
        if (hung || view) return;
        double left = seconds;
        while (true) {
            left = arm.advance(left);
            if (!arm.still() || !runOne()) break;
        }
        hold();
        if (drained() && deferred.poll() != null)
            answer(
                    profile.plotter().orElseThrow().queries(),
                    profile.plotter().orElseThrow().bufferBytes());
    }

    /** Carries out what is in the buffer up to the end of an instruction; false when there is no whole one. */
    private boolean runOne() {
        while (!ring.isEmpty()) {
            char c = ring.take();
            if (c == ';') {
                var whole = text.toString();
                text.setLength(0);
                if (!whole.isBlank()) carryOut(whole.strip().toUpperCase(Locale.ROOT));
                return true;
            }
            // A letter after a number begins the next instruction.
            boolean begins = (Character.isLetter(c) || c == '!' || c == '^') && endsInNumber();
            if (begins) {
                var whole = text.toString();
                text.setLength(0);
                text.append(c);
                carryOut(whole.strip().toUpperCase(Locale.ROOT));
                return true;
            }
            if (c > ' ' || c == ' ') text.append(c);
        }
        return false;
    }

    private boolean endsInNumber() {
        int last = text.length() - 1;
        return last >= 0 && Character.isDigit(text.charAt(last));
    }

    private void carryOut(String instruction) {
        if (instruction.matches("O[A-Z]")) {
            output(instruction);
            return;
        }
        if (arm.carryOut(instruction)) log.add(instruction + ";");
        else instructionError = 1;
    }

    /** Output instructions are answered in their turn. */
    private void output(String instruction) {
        if (!profile.plotter().orElseThrow().queries()) return;
        if (out.length() > 200) {
            lineError = OVERLAPPING;
            return;
        }
        var plotter = profile.plotter().orElseThrow();
        var envelope = profile.envelope();
        var answer =
                switch (instruction) {
                    case "OA", "OC" -> arm.place();
                    case "OE" -> "" + instructionError;
                    case "OF" -> Math.round(plotter.unitsPerMm()) + "," + Math.round(plotter.unitsPerMm());
                    case "OH", "OW", "OP" ->
                        units(envelope.minX()) + "," + units(envelope.minY()) + "," + units(envelope.maxX()) + ","
                                + units(envelope.maxY());
                    case "OI" -> name();
                    case "OS" -> arm.down() ? "17" : "16";
                    default -> "0";
                };
        if (instruction.equals("OE")) instructionError = 0;
        out.append(answer).append('\r');
    }

    private long units(double mm) {
        return Math.round(mm * profile.plotter().orElseThrow().unitsPerMm());
    }

    private String name() {
        return switch (profile.id()) {
            case "hp-7475a" -> "7475A";
            case "hp-7550a" -> "7550A";
            case "roland-dxy-1200" -> "DXY-1200";
            default -> profile.id().toUpperCase(Locale.ROOT);
        };
    }

    // ---- the world around it

    @Override
    public void suffer(Fault.Kind kind, long nowNanos) {
        switch (kind) {
            case RESET -> {
                restart(nowNanos);
                startedAt = nowNanos + START_NANOS;
            }
            case MUTE -> hung = true;
            case HALT -> view = true;
            case LOSE_OK, HANGUP, BROWN_OUT -> {
                // It says nothing that could be lost, and notices no cable.
            }
        }
    }

    @Override
    public byte[] takeOutput() {
        var bytes = out.toString().getBytes(StandardCharsets.ISO_8859_1);
        out.setLength(0);
        return bytes;
    }

    @Override
    public int restMs() {
        return drained() ? 20 : 1;
    }

    @Override
    public long executed() {
        return log.count();
    }

    @Override
    public Map<String, Object> status() {
        var status = new LinkedHashMap<String, Object>();
        status.put("firmware", profile.family().wireName());
        status.put("state", view ? "paused" : drained() ? "idle" : "run");
        status.put("position", arm.position());
        status.put("down", arm.down());
        status.put("spindle", arm.spindle());
        status.put("executed", log.count());
        status.put("bytesLost", ring.lost());
        status.put("bytesHeld", profile.plotter().orElseThrow().bufferBytes() - ring.free());
        status.put("resets", resets);
        return status;
    }
}
