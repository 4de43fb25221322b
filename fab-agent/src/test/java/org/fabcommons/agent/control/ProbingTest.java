// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.fabcommons.agent.Mill;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.MachineSession;
import org.fabcommons.agent.machine.MachineSetup;
import org.fabcommons.agent.transport.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plate with a hole, a block and a boss on it, touched with a ball of 3 mm. */
class ProbingTest {
    private static final double PROBE = 3;

    @TempDir
    private static Path folder;

    private static Mill mill;
    private static MachineSession session;
    private static Hand hand;

    @BeforeAll
    static void build() {
        mill = Mill.start(
                folder,
                "grbl",
                "--speed",
                "400",
                "--shape",
                "hole:-150,-60,24,-30",
                "--shape",
                "box:-60,-60,-40,-30,-20",
                "--shape",
                "boss:-100,-100,16,-20");
        session = MachineSession.open(
                new MachineSetup("mill", "mill", mill.quick(), mill.port().toString()), Ports.serial());
        Mill.awaitIdle(session);
        hand = session.hand().orElseThrow();
        mill.home(hand);
    }

    @AfterAll
    static void clear() {
        session.close();
        mill.close();
    }

    @BeforeEach
    void up() throws Exception {
        mill.tool(0, PROBE);
        to("Z", -10);
    }

    private static double at(String axis) throws Failed {
        return Failed.well(hand.locate()).at().get(axis);
    }

    private static void to(String axis, double mm) throws Failed {
        double by = mm - at(axis);
        if (Math.abs(by) > 0.0005) Failed.well(hand.step(new Hand.Step(Map.of(axis, by), 3000, false)));
    }

    private static void to(double x, double y, double z) throws Failed {
        to("X", x);
        to("Y", y);
        to("Z", z);
    }

    private static Probing probing(double travel) {
        return new Probing(hand, travel, 300, PROBE, false);
    }

    private static void found(Probing.Found found, Map<String, Double> zero) {
        assertThat(found.zero().keySet()).isEqualTo(zero.keySet());
        zero.forEach((axis, mm) -> assertThat(found.zero().get(axis)).as(axis).isCloseTo(mm, within(0.005)));
    }

    @Test
    void aSurfaceIsFoundAndTheZeroIsSetOnlyWhenSomebodySaysSo() throws Exception {
        to(-50, -45, -10);
        double before = hand.state().work().get("Z");
        var found = probing(15).plate(0);
        found(found, Map.of("Z", -20.0));
        assertThat(at("Z")).isCloseTo(-19, within(0.01));
        await().until(() -> Math.abs(hand.state().work().get("Z") - before + 9) < 0.01);
        to("Z", -5);
        found.set(hand, 1);
        await().until(() -> Math.abs(hand.state().work().get("Z") - 15) < 0.005);
        found(probing(20).plate(1.5), Map.of("Z", -21.5));
    }

    @Test
    void edgesAndCornersAreFoundFromBeside() throws Exception {
        to(-70, -45, -10);
        to("Z", -25);
        found(probing(15).edge("X", 1), Map.of("X", -60.0));
        to("Z", -10);
        to(-68, -68, -25);
        found(probing(15).corner(1, 1, 15), Map.of("X", -60.0, "Y", -60.0));
        // From where it began, as far as it has not touched.
        assertThat(at("Z")).isCloseTo(-25, within(0.01));
        to("Z", -10);
        to(-32, -22, -25);
        found(probing(15).corner(-1, -1, 15), Map.of("X", -40.0, "Y", -30.0));
    }

    @Test
    void theMiddleOfAHoleAndOfABossIsWhereItIsWhereverItIsLookedFor() throws Exception {
        to(-147, -64, -32);
        var hole = probing(25).hole();
        found(hole, Map.of("X", -150.0, "Y", -60.0));
        assertThat(hole.size().get("Y")).isCloseTo(24, within(0.01));
        assertThat(hole.size().get("X")).isCloseTo(24, within(0.01));
        assertThat(at("X")).isCloseTo(-150, within(0.01));
        to("Z", -10);
        to(-98, -101, -15);
        var boss = probing(15).boss(18, 9);
        found(boss, Map.of("X", -100.0, "Y", -100.0));
        assertThat(boss.size().get("Y")).isCloseTo(16, within(0.01));
        assertThat(boss.size().get("X")).isCloseTo(16, within(0.01));
        assertThat(at("Z")).isCloseTo(-15, within(0.01));
    }

    @Test
    void whatIsNotTouchedOrTouchedAlreadyIsToldAndTheMachineIsBackWhereItBegan() throws Exception {
        to(-70, -45, -10);
        to("Z", -25);
        assertThatThrownBy(() -> probing(5).edge("X", 1))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("no-contact"));
        assertThat(at("X")).isCloseTo(-70, within(0.01));
        // Something lies where the corner's side should be free.
        to("Z", -10);
        to(-62, -75, -25);
        assertThatThrownBy(() -> probing(15).corner(-1, 1, 1))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("no-contact"));
        to("Z", -10);
        to(-50, -45, -15);
        mill.tool(6, PROBE);
        assertThatThrownBy(() -> probing(15).plate(0))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("already-touching"));
        assertThat(at("Z")).isCloseTo(-15, within(0.01));
        Mill.awaitIdle(session);
    }

    @Test
    void somethingInTheWayEndsItAndSetsNothing() throws Exception {
        // Beside the block, where the way along its side leads into it.
        to(-50, -66, -25);
        assertThatThrownBy(() -> probing(15).corner(1, 1, 20))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("in-the-way"));
        assertThat(at("Y")).isCloseTo(-66, within(0.01));
    }
}
