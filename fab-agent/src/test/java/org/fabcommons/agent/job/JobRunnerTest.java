// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.fabcommons.agent.job.JobsAgent.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.preflight.Policy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunnerTest {
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
    void anOrderRunsToItsEndAndEveryMoveIsWrittenDown() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.machine.acknowledges(50);
        await().untilAsserted(() -> assertThat(agent.runner.snapshot().get(0).progress())
                .hasValueSatisfying(progress -> {
                    assertThat(progress.line()).isEqualTo(50);
                    assertThat(progress.lines()).isEqualTo(101);
                    assertThat(progress.fraction()).isBetween(0.3, 0.7);
                }));
        agent.runner.pause("printer", "lamp", PausedBy.HERE);
        agent.machine.measures("T2", -3.2);
        agent.runner.resume("printer", "lamp");
        agent.machine.acknowledges(51);
        agent.machine.finishes();
        agent.awaitState("lamp", JobState.FINISHED);
        assertThat(agent.moves("lamp")).containsExactly("accepted", "running", "paused", "running", "finished");
        assertThat(agent.journal.untold(100).stream().map(Message.JobMoved::seq))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(agent.journal.untold(100).get(2).reason()).contains("paused-here");
        // What was measured is told when it goes on, and once more with all the rest.
        var measured = agent.journal.untold(100).get(3);
        assertThat(measured.reason()).contains("tool-measured");
        assertThat(measured.detail())
                .contains("Tool T2 is 3.200 mm shorter than the tool with which the zero was set.");
        assertThat(agent.journal
                        .untold(100)
                        .get(4)
                        .result()
                        .orElseThrow()
                        .tools()
                        .orElseThrow())
                .extracting(Message.ToolLength::tool, Message.ToolLength::longerMm)
                .containsExactly(tuple("T2", -3.2));
        assertThat(folder.resolve("marks")).isEmptyDirectory();
    }

    @Test
    void whoStopsAMachineAndEndsTheAgentRightAfterHasStoppedIt() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.machine.acknowledges(10);
        agent.machine.endsLate();
        agent.runner.emergencyStop("printer");
        var ends = CompletableFuture.runAsync(agent.runner::close);
        await().until(() -> agent.machine.told.contains("cancel"));
        agent.machine.ends();
        ends.join();
        assertThat(agent.moves("lamp")).endsWith("running", "cancelled");
    }

    @Test
    void nothingMovesUntilTheHubSaysThatTheOfferStands() {
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.ACCEPTED);
        agent.runner.withdrawn("lamp", 1);
        agent.awaitState("lamp", JobState.QUEUED);
        agent.runner.confirmed("lamp", 1);
        agent.order("lamp", 1);
        assertThat(agent.machine.told).isEmpty();
        agent.order("lamp", 2);
        agent.confirm("lamp", 2);
        assertThat(agent.machine.told).containsExactly("run lamp");
    }

    @Test
    void whatIsNotConfirmedInTimeDoesNotStart() {
        end();
        agent = new JobsAgent(folder, new PatientMachine("printer"), Duration.ofMillis(200));
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.QUEUED);
        agent.runner.confirmed("lamp", 1);
        // When the next order is taken, the late word has been heard.
        agent.order("vase", 1);
        assertThat(agent.machine.told).isEmpty();
    }

    @Test
    void anOrderThatComesTwiceRunsOnce() {
        agent.order("lamp", 1);
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.order("lamp", 1);
        agent.machine.finishes();
        agent.awaitState("lamp", JobState.FINISHED);
        agent.order("lamp", 1);
        agent.order("lamp", 2);
        agent.runner.confirmed("lamp", 2);
        agent.order("vase", 1);
        agent.confirm("vase");
        assertThat(agent.machine.told).containsExactly("run lamp", "run vase");
    }

    @Test
    void aSecondOrderFindsTheMachineBusy() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.order("vase", 1);
        agent.awaitState("vase", JobState.QUEUED);
        assertThat(agent.journal.find("vase").orElseThrow().reason()).contains("machine-busy");
        assertThat(agent.journal.find("lamp").orElseThrow().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aFileThatIsNotTheOneOfferedIsRefused() {
        agent.order("lamp", 1, JobsAgent.sha256("other".getBytes(StandardCharsets.US_ASCII)));
        agent.awaitState("lamp", JobState.FAILED);
        assertThat(agent.journal.find("lamp").orElseThrow().reason()).contains("hash-mismatch");
        assertThat(agent.machine.told).isEmpty();
    }

    @Test
    void aFileThatTheMachineMustNotGetIsRefusedWithItsLine() {
        agent.file = "G28\nM104 S999\n".getBytes(StandardCharsets.US_ASCII);
        agent.order("lamp", 1, JobsAgent.sha256(agent.file));
        agent.awaitState("lamp", JobState.FAILED);
        assertThat(agent.journal.find("lamp").orElseThrow().reason()).contains("preflight-refused");
        assertThat(agent.journal.find("lamp").orElseThrow().detail())
                .hasValueSatisfying(detail -> assertThat(detail).startsWith("Line 2: "));
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItStopped() throws IOException {
        var calls = new AtomicInteger();
        var cache = new FileCache(folder.resolve("elsewhere"));
        FileSource breaking = (sha256, from) -> {
            int end = calls.incrementAndGet() == 1 ? 100 : JobsAgent.FILE.length;
            return new FileSource.Part(new ByteArrayInputStream(JobsAgent.FILE, (int) from, end - (int) from), from);
        };
        assertThatThrownBy(() -> cache.fetch(JobsAgent.sha256(JobsAgent.FILE), JobsAgent.FILE.length, breaking))
                .hasMessageContaining("broke off after 100");
        assertThat(cache.find(JobsAgent.sha256(JobsAgent.FILE))).isEmpty();
        assertThat(Files.readAllBytes(cache.fetch(JobsAgent.sha256(JobsAgent.FILE), JobsAgent.FILE.length, breaking)))
                .isEqualTo(JobsAgent.FILE);
        assertThat(calls).hasValue(2);
    }

    @Test
    void anEmergencyStopAlsoDropsWhatWasAboutToStart() {
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.ACCEPTED);
        assertThat(agent.runner.emergencyStop("printer")).isTrue();
        agent.awaitState("lamp", JobState.CANCELLED);
        agent.runner.confirmed("lamp", 1);
        agent.order("vase", 1);
        agent.confirm("vase");
        assertThat(agent.machine.told).containsExactly("stop", "run vase");
    }

    @Test
    void whatWasConfirmedJustBeforeAnEmergencyStopDoesNotStartAfterIt() {
        var disk = new CountDownLatch(1);
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.ACCEPTED);
        // A slow disk holds the thread of jobs up, and the machine has stopped long before that goes on.
        agent.runner.onChange(() -> {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var other = new JobOrder("vase", 1, "printer", JobOrder.Origin.HUB, "vase.gcode", "0".repeat(64), 1);
        agent.runner.order(other, agent.source);
        agent.runner.confirmed("lamp", 1);
        agent.runner.emergencyStop("printer");
        assertThat(agent.machine.told).containsExactly("stop");
        disk.countDown();
        agent.awaitState("lamp", JobState.CANCELLED);
        assertThat(agent.machine.told).containsExactly("stop");
    }

    @Test
    void whatIsAskedOfAnotherJobLeavesThisOneAlone() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.runner.pause("printer", "vase", PausedBy.HERE);
        agent.runner.cancel("printer", "vase");
        agent.runner.cancel("printer", "lamp");
        agent.awaitState("lamp", JobState.CANCELLED);
        assertThat(agent.machine.told).containsExactly("run lamp", "cancel");
    }

    @Test
    void aCancelWhileTheFileIsOnItsWayIsHeard() {
        var arrives = new CountDownLatch(1);
        agent.source = (sha256, from) -> {
            try {
                arrives.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new FileSource.Part(new ByteArrayInputStream(JobsAgent.FILE), 0);
        };
        agent.order("lamp", 1);
        agent.runner.cancel("printer", "lamp");
        agent.awaitState("lamp", JobState.CANCELLED);
        arrives.countDown();
        agent.order("vase", 1);
        agent.confirm("vase");
        assertThat(agent.machine.told).containsExactly("run vase");
    }

    @Test
    void whatTheLabAsksAboutIsGivenBackUntilSomebodyAllowsItOnce() {
        end();
        var lab = new Policy(
                Map.of("G28", Policy.Rule.ASK),
                new Policy.Ceilings(Optional.empty(), Optional.empty(), Optional.of(2000.0), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of("Ana"));
        agent = new JobsAgent(folder, new PatientMachine("printer").under(lab), JobRunner.PATIENCE);
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.QUEUED);
        var turnedBack = agent.journal.find("lamp").orElseThrow();
        assertThat(turnedBack.reason()).contains("policy-asks");
        assertThat(turnedBack.detail().orElseThrow()).contains("Line 1", "G28");
        assertThat(agent.machine.told).isEmpty();
        // A word that covers only part of it is none.
        agent.journal.permissions().give("printer", JobsAgent.sha256(JobsAgent.FILE), Set.of("G28"), "Bo", false);
        agent.order("lamp", 2);
        agent.awaitState("lamp", JobState.QUEUED);
        agent.journal
                .permissions()
                .give("printer", JobsAgent.sha256(JobsAgent.FILE), Set.of("G28", "feed"), "Ana", true);
        agent.order("lamp", 3);
        agent.confirm("lamp", 3);
        agent.machine.finishes();
        agent.awaitState("lamp", JobState.FINISHED);
        assertThat(agent.journal.permissions().of("lamp").map(Permission::person))
                .contains("Ana");
        assertThat(agent.journal.untold(100))
                .filteredOn(moved -> moved.state() == JobState.RUNNING)
                .singleElement()
                .satisfies(moved -> {
                    assertThat(moved.reason()).contains("policy-allowed");
                    assertThat(moved.detail().orElseThrow()).contains("Ana, an administrator", "G28, feed");
                });
        agent.order("lamp-again", 1);
        agent.awaitState("lamp-again", JobState.QUEUED);
    }

    @Test
    void aSecondAgentInTheSameFolderIsTurnedAway() {
        assertThatThrownBy(() -> Journal.open(folder, InstantSource.system())).isInstanceOf(FolderLock.Taken.class);
    }
}
