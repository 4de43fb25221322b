// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.fabcommons.agent.Mill;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes between while a tool is changed or measured: people are told, and nothing moves of itself. */
class ToolTroubleTest {
    private static final int DOOR = 0x84;
    private static final int RESET = 0x18;

    @TempDir
    private static Path folder;

    /** So slow that there is time to come between. */
    private static ToolSetting at;

    private Heard heard;

    @BeforeAll
    static void build() {
        at = new ToolSetting(folder, "grbl", 12);
    }

    @AfterAll
    static void clear() {
        at.close();
    }

    /** T1 is in and measured, T2 has just been put in. */
    @BeforeEach
    void prepare() {
        prepare(at.fixed());
    }

    private void prepare(Profile profile) {
        at.begin(profile);
        at.ready();
        heard = at.run("G21 G90", "T2 M6", "G0 Z2", "M30");
        at.asked(Question.Kind.TOOL_SETTER);
        at.tool(3.2);
    }

    @AfterEach
    void leave() {
        at.leave();
    }

    private void told(Question.Kind kind) {
        at.asked(kind);
        await().until(() -> at.session().snapshot().state() == State.PAUSED);
    }

    private void cutsRight() {
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        assertThat(heard.measured()).containsExactly(" 0.000", "T2 3.200");
        at.mill().stands(-50, -50, -40 + 2 + 3.2);
    }

    /** On its way down to the setter. */
    private void probes() {
        at.mill()
                .machine()
                .awaits(now -> now.path("state").asText().equals("run")
                        && now.at("/position/X").asDouble() < -289
                        && now.at("/position/Z").asDouble() < -6);
    }

    @Test
    void aHoldOrAnOpenDoorOnTheWayIsToldAndTheWayBeginsAnewWhenSomebodySaysSo() {
        at.session().resume();
        at.mill().does("jog");
        at.mill().button('!');
        told(Question.Kind.BROKEN_OFF);
        at.mill().does("idle");
        assertThat(at.mill().machine().status().at("/position/X").asDouble()).isGreaterThan(-289);
        at.session().resume();
        at.mill().does("jog");
        at.mill().button(DOOR);
        told(Question.Kind.HELD);
        at.mill().does("door");
        // The door is closed, and the machine's own button pressed: what was broken off stays so.
        at.mill().button('~');
        told(Question.Kind.BROKEN_OFF);
        at.mill().does("idle");
        at.session().resume();
        cutsRight();
    }

    @Test
    void aHoldOrAPauseWhileItProbesGoesOnThereWhenSomebodySaysSo() {
        // At the others' feed it touches after 0.4 s: what is pressed then may come after that, into the jog up again.
        at.session().cancel();
        heard.awaitOver();
        prepare(at.fixed(60));
        at.session().resume();
        probes();
        at.mill().button('!');
        told(Question.Kind.HELD);
        at.mill().does("hold");
        at.mill().button('~');
        probes();
        await().until(() -> at.session().question().isEmpty());
        at.session().pause();
        told(Question.Kind.HELD);
        at.session().resume();
        cutsRight();
    }

    @Test
    void whoCancelsWhileItMeasuresIsAskedBeforeTheNextJobWhichToolIsIn() {
        at.session().resume();
        probes();
        at.session().cancel();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
        Mill.awaitIdle(at.session());
        at.mill().does("idle");
        assertThat(at.mill().machine().spindle()).isZero();
        at.mill().home(at.hand());
        heard = at.run("G21 G90", "G0 X5 Y5 Z2", "M30");
        told(Question.Kind.UNFINISHED);
        at.session().answer(0);
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        assertThat(heard.measured()).containsExactly(" 3.200");
        at.mill().stands(-45, -45, -40 + 2 + 3.2);
    }

    @Test
    void anAlarmOnTheWayEndsTheJobAndTheMachineStaysLockedUntilSomebodyUnlocksIt() {
        at.session().resume();
        at.mill().does("jog");
        // A reset in motion: the place is lost.
        at.mill().button(RESET);
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(heard.awaitOver().reason()).isEqualTo("alarm");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> at.session().snapshot().state() == State.ALARM);
        at.mill().does("alarm");
        at.session().unlock();
        Mill.awaitIdle(at.session());
        heard = at.run("G21 G90", "G0 Z2", "M30");
        told(Question.Kind.UNFINISHED);
        at.session().answer(0);
        // It cannot find its setter now, and says so instead of looking for it.
        at.asked("not-homed");
        at.session().cancel();
        assertThat(heard.awaitOver().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aMachineThatIsUnpluggedInTheMiddleIsToldAndAskedAboutOnceItIsBack() {
        at.session().resume();
        at.mill().does("jog");
        at.mill().offAndOn();
        assertThat(heard.awaitOver().reason()).isEqualTo("port-lost");
        Mill.awaitIdle(at.session());
        at.mill().stands(0, 0, 0);
        // As somebody says who has set the zero with the tool that is in.
        at.zero(36.8);
        heard = at.run("G21 G90", "G0 Z30", "M30");
        assertThat(heard.awaitOver().outcome()).as(heard.awaitOver().detail()).isEqualTo(Outcome.FINISHED);
        at.mill().stands(0, 0, -6.8);
    }
}
