// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;

/** What is known of a machine that acknowledges nothing. */
class PlotterStreamerTest {
    private final List<String> sent = new ArrayList<>();
    private final List<String> drawn = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private Dialect dialect;
    private Streamer streamer;
    private long now;
    private int answered;

    private void machine(String id) {
        Profile profile = Profiles.standard().require(id);
        dialect = Dialect.of(profile);
        streamer = Streamer.of(profile, dialect);
        streamer.restart(now);
    }

    private void pass(long ms) {
        for (long i = 0; i < ms; i++) {
            streamer.tick(++now);
            look();
        }
    }

    private void look() {
        for (var effect = streamer.next(); effect.isPresent(); effect = streamer.next()) {
            if (effect.get() instanceof Effect.Transmit transmit)
                sent.add(transmit.frame().wire());
            else if (effect.get() instanceof Effect.Answered answered)
                drawn.add(answered.outgoing().command());
            else if (effect.get() instanceof Effect.Broken end) broken.add(end.reason() + ": " + end.detail());
        }
    }

    private void say(String line) {
        for (var reply : dialect.read(line)) streamer.heard(reply, now);
        look();
    }

    /** Answers what was asked since the last answer, in the order of the questions. */
    private void answer(String errors, String room) {
        for (; answered < sent.size(); answered++)
            if (sent.get(answered).equals("\u001b.E")) say(errors);
            else if (sent.get(answered).equals("\u001b.B")) say(room);
    }

    private boolean send(String instruction) {
        if (!streamer.hasRoom(instruction)) return false;
        streamer.send(Outgoing.ofFile(instruction, 1), now);
        look();
        return true;
    }

    @Test
    void nothingIsSentBeforeTheMachineHasSaidHowMuchRoomItHas() {
        machine("hp-7475a");
        assertThat(send("PD100,100;")).isFalse();
        pass(1);
        assertThat(sent).containsExactly("\u001b.B");
        say("25");
        assertThat(send("PD100,100;")).isTrue();
        assertThat(send("PD200,200;")).isTrue();
        assertThat(send("PD300,300;")).isFalse();
    }

    @Test
    void anInstructionCountsAsDrawnWhenItHasLeftTheBuffer() {
        machine("hp-7475a");
        send("PD100,100;");
        pass(1);
        answer("0", "1024");
        send("PD100,100;");
        send("PD200,200;");
        pass(60);
        // 22 bytes were sent; 11 of them have left its buffer of 1024.
        answer("0", "1013");
        assertThat(drawn).containsExactly("PD100,100;");
        pass(60);
        answer("0", "1024");
        assertThat(drawn).containsExactly("PD100,100;", "PD200,200;");
        assertThat(streamer.idle()).isTrue();
    }

    @Test
    void lostBytesAreAskedForAndTold() {
        machine("hp-7475a");
        send("PD100,100;");
        pass(1);
        answer("0", "1024");
        send("PD100,100;");
        pass(60);
        assertThat(sent).contains("\u001b.E");
        answer("16", "1013");
        assertThat(broken).singleElement().asString().startsWith("bytes-lost: ").contains("instructions were lost");
    }

    @Test
    void aPlotterThatIsAskedAndSaysNothingIsGone() {
        machine("hp-7475a");
        send("PD100,100;");
        pass(11_000);
        assertThat(broken).singleElement().asString().startsWith("no-answer");
    }

    @Test
    void aMachineThatSaysNothingGetsNoMoreThanItsBufferHoldsOfWhatItCannotHaveDrawn() {
        machine("hpgl");
        int held = 0;
        while (send("PD" + held + ",20000;")) held++;
        assertThat(held * 12).isBetween(400, 530);
        assertThat(drawn).isEmpty();
        // The first goes 500 mm at 200 mm/s.
        pass(2000);
        assertThat(drawn).isEmpty();
        pass(2000);
        assertThat(drawn).isNotEmpty();
        assertThat(streamer.wakeAtMs()).isGreaterThan(now);
    }

    @Test
    void aLineThatIsHeldUpGetsNoMoreAndSetsTheReckoningRight() {
        machine("roland-mdx-20");
        for (int i = 0; i < 8; i++) assertThat(send("PU" + i % 2 + ",0;")).isTrue();
        streamer.lineHolds(120, now);
        assertThat(send("PD10000,10000;")).isFalse();
        for (int i = 0; i < 2000; i++) {
            pass(10);
            streamer.lineHolds(120, now);
        }
        // Its buffer is full of them, however quickly they could have been done.
        assertThat(drawn).isEmpty();
        streamer.lineHolds(0, now);
        pass(20_000);
        assertThat(drawn).hasSize(8);
    }

    @Test
    void afterAPauseTheToolGoesBackToWhereTheFileLeftIt() {
        machine("hpgl");
        send("PD10,10;");
        streamer.send(Outgoing.own("PU;"), now);
        assertThat(streamer.restoring()).hasValue("PD;");
        machine("roland-mdx-20");
        send("Z10,20,-30;");
        streamer.send(Outgoing.own("PU;"), now);
        assertThat(streamer.restoring()).hasValue("Z10,20,-30;");
        machine("hpgl");
        send("PU10,10;");
        assertThat(streamer.restoring()).isEmpty();
    }
}
