// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fabcommons.agent.job.JobsAgent.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fabcommons.link.JobState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a job that was broken off: by a kill, by an end in good order, by a machine or a disk that gave up. */
class BrokenOffJobsTest {
    @TempDir
    Path folder;

    private JobsAgent agent;

    @BeforeEach
    void anAgentWithAMachine() {
        agent = new JobsAgent(folder, new PatientMachine("printer"), JobRunner.PATIENCE);
    }

    @AfterEach
    void end() {
        agent.runner.close();
        agent.journal.close();
    }

    @Test
    void aKilledAgentKnowsTheLastAcknowledgedLineAndStartsNothing() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.machine.acknowledges(37);
        agent.killed();

        var again = new PatientMachine("printer").unplugged();
        agent = new JobsAgent(folder, again, JobRunner.PATIENCE);
        var recovered = agent.runner.recover().toCompletableFuture();
        await().until(() -> again.told.contains("safe"));
        // Not settled before the machine is safe, and no order is taken until then.
        assertThat(agent.journal.find("lamp").orElseThrow().state()).isEqualTo(JobState.RUNNING);
        agent.order("vase", 1);
        agent.awaitState("vase", JobState.QUEUED);
        again.pluggedIn();
        recovered.join();
        var lamp = agent.journal.find("lamp").orElseThrow();
        assertThat(lamp.state()).isEqualTo(JobState.INTERRUPTED);
        assertThat(lamp.progress().line()).isEqualTo(37);
        assertThat(lamp.detail()).hasValueSatisfying(detail -> assertThat(detail)
                .contains("Line 37 was the last one acknowledged", "By then G1 G17 G21 G90 M82 F3000 held"));
        assertThat(lamp.progress().lines()).isEqualTo(101);
        assertThat(lamp.result()).hasValueSatisfying(result -> {
            assertThat(result.lastAcknowledgedLine()).isEqualTo(37);
            assertThat(result.safe()).isTrue();
        });
        assertThat(lamp.detail().orElseThrow()).doesNotContain("computer itself");
        agent.order("lamp", 1);
        agent.order("lamp", 2);
        assertThat(again.told).containsExactly("safe");
    }

    /** What is written is on the disk within a second, and not sooner. */
    @Test
    void afterAPowerCutItIsSaidThatTheLastSecondMayBeMissing() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/sys/kernel/random/boot_id")), "only Linux tells");
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.machine.acknowledges(37);
        agent.killed();
        Files.writeString(folder.resolve("marks").resolve("lamp.mark.boot"), "an earlier one");
        agent = new JobsAgent(folder, new PatientMachine("printer"), JobRunner.PATIENCE);
        agent.runner.recover().toCompletableFuture().join();
        assertThat(agent.journal.find("lamp").orElseThrow().detail().orElseThrow())
                .contains("Line 37 was the last one acknowledged", "The computer itself went down");
        assertThat(folder.resolve("marks")).isEmptyDirectory();
    }

    @Test
    void aKilledAgentGivesBackWhatHadNotBegun() {
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.ACCEPTED);
        agent.killed();
        var again = new PatientMachine("printer");
        agent = new JobsAgent(folder, again, JobRunner.PATIENCE);
        agent.runner.recover().toCompletableFuture().join();
        assertThat(agent.journal.find("lamp").orElseThrow().state()).isEqualTo(JobState.QUEUED);
        agent.runner.confirmed("lamp", 1);
        agent.order("lamp", 2);
        agent.confirm("lamp", 2);
        assertThat(again.told).containsExactly("run lamp");
    }

    @Test
    void anAgentThatIsToldToEndStopsItsJobInGoodOrder() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.machine.acknowledges(5);
        agent.runner.close();
        var lamp = agent.journal.find("lamp").orElseThrow();
        assertThat(lamp.state()).isEqualTo(JobState.INTERRUPTED);
        assertThat(lamp.progress().line()).isEqualTo(5);
        assertThat(agent.machine.told).containsExactly("run lamp", "cancel");
    }

    @Test
    void whatWasSentMayHaveBeenCarriedOutEvenIfNothingWasAcknowledged() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.machine.sends(55);
        agent.machine.acknowledges(50);
        agent.machine.fails("no-answer");
        agent.awaitState("lamp", JobState.FAILED);
        assertThat(agent.journal.stops().open("printer").map(Stop::job)).contains("lamp");
        // It goes on from there, and is gone before the machine has answered a line.
        agent.order("again", 1);
        agent.journal.stops().decided("lamp", Stop.Choice.RESUMED, Optional.of("again"));
        agent.confirm("again");
        agent.machine.sends(42);
        agent.machine.fails("port-lost");
        agent.awaitState("again", JobState.FAILED);
        var stop = agent.journal.stops().open("printer").orElseThrow();
        assertThat(stop.job()).isEqualTo("again");
        assertThat(stop.line()).isZero();
        assertThat(stop.sent()).isEqualTo(42);
        // One that came to nothing at all changes nothing.
        agent.order("once-more", 1);
        agent.journal.stops().decided("again", Stop.Choice.RESUMED, Optional.of("once-more"));
        agent.confirm("once-more");
        agent.machine.fails("port-lost");
        agent.awaitState("once-more", JobState.FAILED);
        assertThat(agent.journal.stops().open("printer").map(Stop::job)).contains("again");
    }

    @Test
    void aFullDiskStopsNothingThatRunsStartsNothingNewAndIsTold() throws Exception {
        end();
        var small = Files.createDirectories(folder.resolve("small"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", small.toString()) == 0,
                "a small file system can only be mounted as root");
        try {
            agent = new JobsAgent(small, new PatientMachine("printer"), JobRunner.PATIENCE);
            agent.order("lamp", 1);
            agent.confirm("lamp");
            var ballast = small.resolve("ballast");
            fill(ballast);
            // Every move is an entry in the journal, until there is no room for one more.
            await().until(() -> {
                agent.runner.pause("printer", "lamp", PausedBy.HERE);
                agent.runner.resume("printer", "lamp");
                return agent.runner.snapshot().get(0).detail().orElse("").contains("disk");
            });
            agent.machine.acknowledges(101);
            agent.machine.finishes();
            assertThatThrownBy(() -> agent.order("vase", 1)).hasCauseInstanceOf(DiskFull.class);
            assertThat(agent.machine.told).doesNotContain("run vase");
            Files.delete(ballast);
            agent.awaitState("lamp", JobState.FINISHED);
            assertThat(agent.journal.find("lamp").orElseThrow().progress().line())
                    .isEqualTo(101);
            agent.order("vase", 1);
            agent.confirm("vase");
            // Neither does it keep what a kill left from being settled, once there is room.
            agent.machine.acknowledges(37);
            fill(ballast);
            agent.killed();
            var again = new PatientMachine("printer");
            agent = new JobsAgent(small, again, JobRunner.PATIENCE);
            // What was reserved is used up.
            fill(small.resolve("more"));
            var recovered = agent.runner.recover().toCompletableFuture();
            await().until(() -> again.told.contains("safe"));
            Files.delete(ballast);
            recovered.join();
            agent.awaitState("vase", JobState.INTERRUPTED);
            assertThat(agent.journal.stops().open("printer").map(Stop::job)).contains("vase");
        } finally {
            end();
            // The mark of a line stays mapped until the garbage collector finds it.
            assertThat(run("umount", "--lazy", small.toString())).isZero();
            anAgentWithAMachine();
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            while (true) out.write(new byte[1 << 16]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }
}
