// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.fabcommons.agent.simulator.RepRapReports.Cause;

/** What a printer's board does when a command's turn has come. Source: Marlin 2.1, {@code gcode.cpp}. */
final class RepRapCommands {
    /** Source: Marlin 2.1, {@code host_actions.cpp}. */
    private static final List<String> LOAD_FILAMENT = prompt("Paused", "PurgeMore", "Continue");

    /** Nothing to be seen from outside follows from these. */
    private static final Set<String> ONLY_ANSWERED = Set.of(
            "G10", "G11", "G17", "G21", "G80", "M17", "M31", "M73", "M75", "M76", "M77", "M85", "M108", "M110", "M876",
            "M117", "M118", "M201", "M203", "M204", "M205", "M302", "M486", "M900", "T0");

    private final RepRapCore core;
    private final RepRapVoice voice;
    private final RepRapMoves moves;
    private final RepRapHeat heat;
    private final RepRapReports reports;
    private final ExecutedLog log;
    private final Consumer<List<String>> stop;
    private boolean changesFilament;
    private boolean homes;
    private int flowPercent = 100;

    /** @param stop switches everything off, and says this */
    RepRapCommands(
            RepRapCore core,
            RepRapVoice voice,
            RepRapMoves moves,
            RepRapHeat heat,
            RepRapReports reports,
            ExecutedLog log,
            Consumer<List<String>> stop) {
        this.core = core;
        this.voice = voice;
        this.moves = moves;
        this.heat = heat;
        this.reports = reports;
        this.log = log;
        this.stop = stop;
    }

    void restart() {
        flowPercent = 100;
        homes = false;
    }

    /** What some commands do as soon as they are read, before their turn and without a number. */
    void aside(String command) {
        if (command.startsWith("M876 S0") && changesFilament) LOAD_FILAMENT.forEach(core::say);
        else if (command.startsWith("M108") || command.startsWith("M876"))
            core.waitsFor().filter(cause -> cause != Cause.MOTION).ifPresent(cause -> core.finish());
        else if (command.startsWith("M292") && voice.opensBoxes())
            core.waitsFor().filter(Cause.PERSON::equals).ifPresent(cause -> core.finish());
        else if (command.startsWith("M410")) {
            log.dropped(moves.abandon());
            if (homes && !voice.withoutEndStop().isEmpty()) stop.accept(voice.withoutEndStop());
        }
    }

    void execute(String command) {
        var refusal = voice.refuses(command);
        if (refusal.isPresent()) {
            core.say(refusal.get());
            core.ok("");
            return;
        }
        var told = voice.told(command);
        if (told.isPresent()) {
            told.get().forEach(core::say);
            core.ok("");
            return;
        }
        if (voice.extrudes(command) && heat.cold()) {
            core.say("!! Extrude below minimum temp");
            core.ok("");
            return;
        }
        var script = voice.script(command);
        if (!script.isEmpty()) {
            log.add(command);
            core.await(moves::still, () -> carryOut(script.iterator()));
            return;
        }
        var macro = voice.macro(command);
        if (macro.isPresent()) {
            log.add(command);
            macro.get().forEach(core::say);
            core.ok("");
            return;
        }
        if (voice.opensBoxes() && command.startsWith("M291")) {
            log.add(command);
            core.await(moves::still, () -> openBox(command));
            return;
        }
        if (voice.opensBoxes() && command.startsWith("M292")) {
            log.add(command);
            core.ok("");
            return;
        }
        int end = 1;
        while (end < command.length() && Character.isDigit(command.charAt(end))) end++;
        var code = command.substring(0, Math.min(end, command.length()));
        var words = new Words(command, end);
        boolean known = code.length() > 1 && (takesTime(code, words) || atOnce(code, words));
        if (known) log.add(command);
        else {
            voice.unknown(command).forEach(core::say);
            core.ok("");
        }
    }

    /** The lines of a macro, which nothing but an emergency stop breaks off. */
    private void carryOut(Iterator<String> script) {
        if (!script.hasNext()) return;
        var line = script.next();
        var words = new Words(line, line.indexOf(' ') < 0 ? line.length() : line.indexOf(' '));
        Runnable rest = () -> carryOut(script);
        if (line.startsWith("G28")) {
            moves.home(words);
            core.await(moves::still, rest);
        } else core.await(Cause.HEAT, heat.reach(line.startsWith("M109"), words), rest);
    }

    /** Those that wait for motion, for heat or for a person. */
    private boolean takesTime(String code, Words words) {
        switch (code) {
            case "G0", "G1" -> core.await(moves::hasRoom, () -> moves.move(words));
            case "G2", "G3" -> core.await(moves::hasRoom, () -> moves.arc(words, code.equals("G2")));
            case "G4" -> dwell(words.number('S', 0) + words.number('P', 0) / 1000);
            case "G28" -> core.await(moves::still, () -> home(words));
            case "G92" -> core.await(moves::still, () -> moves.place(words));
            case "M0", "M1" -> {
                if (!voice.waitsAtStops()) return false;
                core.await(moves::still, this::pauseForUser);
            }
            case "M600" -> core.await(moves::still, this::changeFilament);
            case "M109", "M190" -> core.await(Cause.HEAT, heat.reach(code.equals("M109"), words), () -> {});
            case "M400", "M84", "M18" -> core.await(moves::still, () -> {});
            case "M112" -> stop.accept(voice.stopped());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean atOnce(String code, Words words) {
        var more = "";
        switch (code) {
            case "G90", "G91" -> moves.relative(code.equals("G91"));
            case "M82", "M83" -> moves.relativeExtruder(code.equals("M83"));
            case "M104", "M140" -> heat.set(code.equals("M104"), words);
            case "M105" -> more = voice.temperatures(heat);
            case "M106", "M107" -> heat.fan(code.equals("M107") ? 0 : words.number('S', 255));
            case "M113" -> {
                if (voice.busy(false).isEmpty()) return false;
                if (words.has('S')) reports.busyEvery((int) words.number('S', 2));
                else core.say("echo:M113 S" + reports.busyEverySeconds());
            }
            case "M114" -> core.say(moves.place(words.has('R')));
            case "M115" -> more = identity();
            case "M119" ->
                List.of("Reporting endstop status", "x_min: open", "y_min: open", "z_min: open")
                        .forEach(core::say);
            case "M155" -> reports.temperaturesEvery((int) Math.min(60, words.number('S', 0)), core.now());
            case "M220" -> {
                if (words.has('S')) moves.feedPercent((int) words.number('S', 100));
                else core.say("FR:" + moves.feedPercent() + "%");
            }
            case "M221" -> {
                if (words.has('S')) flowPercent = (int) words.number('S', 100);
                else core.say("echo:E0 Flow: " + flowPercent + "%");
            }
            case "M410" -> log.dropped(moves.abandon());
            default -> {
                if (!ONLY_ANSWERED.contains(code)) return false;
            }
        }
        core.ok(more);
        return true;
    }

    /** Says who it is; what belongs into the ok is returned. */
    private String identity() {
        var identity = voice.identity();
        if (identity.get(0).startsWith(" ")) return identity.get(0);
        identity.forEach(core::say);
        return "";
    }

    private void dwell(double seconds) {
        core.await(moves::still, () -> {
            double until = core.machineSeconds() + seconds;
            core.await(() -> core.machineSeconds() >= until, () -> {});
        });
    }

    private void home(Words words) {
        moves.home(words);
        homes = true;
        core.await(moves::still, () -> homes = false);
    }

    /** Source: Marlin 2.1, {@code pause.cpp} with HOST_PROMPT_SUPPORT. */
    private void changeFilament() {
        core.say("//action:paused");
        prompt("Pause", "Dismiss").forEach(core::say);
        LOAD_FILAMENT.forEach(core::say);
        changesFilament = true;
        core.await(Cause.PERSON, () -> false, () -> {
            changesFilament = false;
            core.say("//action:prompt_end");
            core.say("//action:resumed");
            prompt("Resuming", "Dismiss").forEach(core::say);
        });
    }

    private static List<String> prompt(String text, String... buttons) {
        var says = new ArrayList<>(List.of("//action:prompt_end", "//action:prompt_begin " + text));
        for (var button : buttons) says.add("//action:prompt_button " + button);
        says.add("//action:prompt_show");
        return says;
    }

    /** Source: RepRapFirmware 3.5, {@code RepRap::SendAlert} to USB. */
    private void openBox(String command) {
        var box = DuetBox.of(command);
        box.says().forEach(core::say);
        if (box.waits()) pauseForUser();
    }

    private void pauseForUser() {
        core.await(Cause.PERSON, () -> false, () -> {});
    }
}
