// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.Mill;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.ToolSetter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole jobs in which tools are changed and measured, on each firmware of grbl's kind. */
class ToolChangeTest {
    @TempDir
    private static Path folder;

    private static final Map<String, ToolSetting> MILLS = new HashMap<>();
    private ToolSetting at;

    @AfterAll
    static void clear() {
        MILLS.values().forEach(ToolSetting::close);
        MILLS.clear();
    }

    @AfterEach
    void leave() {
        at.leave();
    }

    private void at(String family) {
        at = MILLS.computeIfAbsent(family, name -> new ToolSetting(folder, name, 400));
    }

    private void finishes(Heard heard) {
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
    }

    private void resets() {
        at.session().emergencyStop();
        await().until(() -> at.session().snapshot().state() != State.BUSY);
        Mill.awaitIdle(at.session());
    }

    @ParameterizedTest
    @ValueSource(strings = {"grbl", "fluidnc", "grblhal"})
    void eachToolIsMeasuredAndCutsAtTheSameHeightWhateverTheFileHadSet(String family) {
        at(family);
        at.begin(at.fixed());
        at.ready();
        var heard = at.run(
                "G20",
                "G91",
                "G1 X0.4 F80",
                // Files begin so; what was measured is not lost by it.
                "T2 M6",
                "G49",
                "X0.4",
                "G21 G90",
                "G0 Z1",
                "T3 M6",
                "G0 Z2",
                "M30");
        // The first one was measured before it was taken out.
        assertThat(at.asked(Question.Kind.TOOL_SETTER).what()).isEqualTo("T2");
        at.tool(3.2);
        at.session().resume();
        at.asked("T3");
        at.tool(-1.5);
        at.session().resume();
        finishes(heard);
        // Twice 0.4 inch along; and its end, 1.5 mm higher up than the first one's, is 2 mm above the board.
        at.mill().stands(-50 + 20.32, -50, -40 + 2 - 1.5);
        await().untilAsserted(
                        () -> assertThat(at.hand().state().work().get("Z")).isCloseTo(2, within(0.002)));
        assertThat(heard.measured()).containsExactly(" 0.000", "T2 3.200", "T3 -1.500");
        // The machine is reset and forgets, but for grblHAL; the agent does not, and asks before anything moves.
        resets();
        at.leave();
        at.meet(at.fixed());
        var next = at.run("G21 G90", "G0 Z3", "M30");
        if (!family.equals("grblhal")) {
            assertThat(at.asked(Question.Kind.LENGTH).what()).isEqualTo("T3 -1.500 mm");
            at.session().answer(0);
        }
        finishes(next);
        at.mill().stands(-50 + 20.32, -50, -40 + 3 - 1.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grbl", "fluidnc", "grblhal"})
    void aZeroThatIsSetByHandAfterAResetHoldsForTheToolThatIsIn(String family) {
        at(family);
        at.begin(at.fixed());
        at.ready();
        var first = at.run("G21 G90", "T2 M6", "G0 Z10", "M30");
        at.asked("T2");
        at.tool(3.2);
        at.session().resume();
        finishes(first);
        resets();
        // Homed again, its end is 36.8 mm above the board.
        at.mill().home(at.hand());
        at.zero(36.8);
        // Neither a G49, as files begin, nor the next tool changes what the zero means.
        var heard = at.run("G49", "G21 G90", "G0 Z12", "T3 M6", "G0 Z5", "M30");
        at.asked("T3");
        at.mill().stands(-2, -2, -2);
        at.tool(1.2);
        at.session().resume();
        finishes(heard);
        at.mill().stands(0, 0, -40 + 5 + 1.2);
    }

    @Test
    void aToolThatCannotBeMeasuredIsAskedAboutAndTheMachineGoesUpAgain() {
        at("fluidnc");
        at.begin(at.fixed());
        at.ready();
        var heard = at.run("G21 G90", "G1 X10 F2000", "G1 Z-1", "G0 Z17", "T2 M6", "G1 X20", "M30");
        at.asked(Question.Kind.TOOL_SETTER);
        // No tool in: nothing within reach of the setter's 35 mm.
        at.tool(-20);
        at.session().resume();
        assertThat(at.asked(Question.Kind.UNMEASURED).what()).isEqualTo("no-contact");
        at.mill().stands(-290, -10, -5);
        // So long that it touches before anything was done.
        at.tool(26);
        at.mill().machine().awaits(now -> now.path("probe").asBoolean());
        at.session().answer(0);
        at.asked("already-touching");
        // So long that the file's way up ends above the machine, and so short that its way down ends below.
        at.tool(24);
        at.session().answer(0);
        at.asked("too-long");
        at.mill().stands(-290, -10, -5);
        at.tool(-8);
        at.session().answer(0);
        at.asked("too-short");
        at.tool(1);
        at.session().answer(0);
        finishes(heard);
        at.mill().stands(-30, -50, -40 + 17 + 1);
        assertThat(at.session().snapshot().state()).isEqualTo(State.IDLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grbl", "fluidnc"})
    void aTouchPlateSaysWhereTheSurfaceIs(String family) {
        at(family);
        at.begin(at.plate());
        at.ready();
        var heard = at.run("G21 G90", "G1 X10 F2000", "T2 M6", "G0 Z4", "M30");
        at.asked(Question.Kind.TOOL_PLATE);
        // 1.6 mm of plate on the board under a tool that is 2 mm longer.
        at.tool(2 + 1.6);
        at.session().resume();
        at.asked(Question.Kind.PLATE_ON);
        at.mill().stands(-50, -50, -5);
        at.session().resume();
        at.asked(Question.Kind.PLATE_OFF);
        at.tool(2);
        at.session().resume();
        finishes(heard);
        at.mill().stands(-40, -50, -40 + 4 + 2);
    }

    @Test
    void grblHalWithoutASetterWaitsForItsToolItself() {
        at("grblhal");
        at.begin(at.mill().quick());
        at.ready();
        var heard = at.run("G21 G90", "G1 X10 F2000", "T2 M6", "G1 X20", "M30");
        assertThat(at.asked(Question.Kind.TOOL).what()).isEqualTo("T2");
        at.mill().does("tool");
        assertThat(at.session().snapshot().state()).isEqualTo(State.PAUSED);
        at.session().resume();
        finishes(heard);
        at.mill().stands(-30, -50, -20);
    }

    @Test
    void aSetterWhereTheMachineCannotGoStopsTheFileBeforeAnythingMoves() {
        at("grbl");
        at.begin(at.mill()
                .quick()
                .with(new ToolSetter(ToolSetter.Kind.FIXED, -310, -10, -5, 35, 300, Optional.empty())));
        at.ready();
        var over = at.run("G21 G90", "G0 Z25", "T2 M6", "M30").awaitOver();
        assertThat(over.reason()).isEqualTo("preflight-refused");
        assertThat(over.detail())
                .contains("Line 3")
                .contains("x is -310")
                .contains("-300")
                .contains("toolSetter");
        at.mill().stands(-50, -50, -20);
        // Without a change of tools it is nobody's business.
        finishes(at.run("G21 G90", "G0 Z22", "M30"));
    }

    @Test
    void onAMachineThatIsNotHomedTheLengthIsThePersonsBusiness() {
        at("grbl");
        at.mill().offAndOn();
        at.begin(at.fixed());
        at.zero(10);
        var heard = at.run("G21 G90", "T2 M6", "G0 Z12", "M30");
        at.asked(Question.Kind.TOOL);
        at.mill().stands(0, 0, 0);
        at.session().resume();
        finishes(heard);
        at.mill().stands(0, 0, 2);
        assertThat(heard.measured()).isEmpty();
    }
}
