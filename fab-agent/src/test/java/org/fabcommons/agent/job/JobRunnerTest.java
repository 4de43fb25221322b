// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.preflight.Policy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunnerTest {
    private static final byte[] FILE = ("G28\n"
                    + IntStream.range(0, 100)
                            .mapToObj(i -> "G1 X" + i + " F3000\n")
                            .collect(Collectors.joining()))
            .getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Agent agent;

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
    }

    @AfterAll
    static void usualPatience() {
        Awaitility.reset();
    }

    @BeforeEach
    void anAgentWithAMachine() {
        agent = new Agent(folder, new PatientMachine("printer"), JobRunner.PATIENCE);
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
        agent.runner.pause("printer", "lamp");
        agent.machine.measures("T2", -3.2);
        agent.runner.resume("printer", "lamp");
        agent.machine.acknowledges(51);
        agent.machine.finishes();
        agent.awaitState("lamp", JobState.FINISHED);
        assertThat(agent.moves("lamp")).containsExactly("accepted", "running", "paused", "running", "finished");
        assertThat(agent.journal.untold(100).stream().map(Message.JobMoved::seq))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
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
        agent = new Agent(folder, new PatientMachine("printer"), Duration.ofMillis(200));
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
        agent.order("lamp", 1, sha256("other".getBytes(StandardCharsets.US_ASCII)));
        agent.awaitState("lamp", JobState.FAILED);
        assertThat(agent.journal.find("lamp").orElseThrow().reason()).contains("hash-mismatch");
        assertThat(agent.machine.told).isEmpty();
    }

    @Test
    void aFileThatTheMachineMustNotGetIsRefusedWithItsLine() {
        agent.file = "G28\nM104 S999\n".getBytes(StandardCharsets.US_ASCII);
        agent.order("lamp", 1, sha256(agent.file));
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
            int end = calls.incrementAndGet() == 1 ? 100 : FILE.length;
            return new FileSource.Part(new ByteArrayInputStream(FILE, (int) from, end - (int) from), from);
        };
        assertThatThrownBy(() -> cache.fetch(sha256(FILE), FILE.length, breaking))
                .hasMessageContaining("broke off after 100");
        assertThat(cache.find(sha256(FILE))).isEmpty();
        assertThat(Files.readAllBytes(cache.fetch(sha256(FILE), FILE.length, breaking)))
                .isEqualTo(FILE);
        assertThat(calls).hasValue(2);
    }

    @Test
    void aKilledAgentKnowsTheLastAcknowledgedLineAndStartsNothing() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.machine.acknowledges(37);
        agent.killed();

        var again = new PatientMachine("printer").unplugged();
        agent = new Agent(folder, again, JobRunner.PATIENCE);
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
        agent.order("lamp", 1);
        agent.order("lamp", 2);
        assertThat(again.told).containsExactly("safe");
    }

    @Test
    void aKilledAgentGivesBackWhatHadNotBegun() {
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.ACCEPTED);
        agent.killed();
        var again = new PatientMachine("printer");
        agent = new Agent(folder, again, JobRunner.PATIENCE);
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
    void whatIsAskedOfAnotherJobLeavesThisOneAlone() {
        agent.order("lamp", 1);
        agent.confirm("lamp");
        agent.runner.pause("printer", "vase");
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
            return new FileSource.Part(new ByteArrayInputStream(FILE), 0);
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
    void whatTheLabAsksAboutIsGivenBackUntilSomebodyAllowsItOnce() {
        end();
        var lab = new Policy(
                Map.of("G28", Policy.Rule.ASK),
                new Policy.Ceilings(Optional.empty(), Optional.empty(), Optional.of(2000.0), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of("Ana"));
        agent = new Agent(folder, new PatientMachine("printer").under(lab), JobRunner.PATIENCE);
        agent.order("lamp", 1);
        agent.awaitState("lamp", JobState.QUEUED);
        var turnedBack = agent.journal.find("lamp").orElseThrow();
        assertThat(turnedBack.reason()).contains("policy-asks");
        assertThat(turnedBack.detail().orElseThrow()).contains("Line 1", "G28");
        assertThat(agent.machine.told).isEmpty();
        // A word that covers only part of it is none.
        agent.journal.permissions().give("printer", sha256(FILE), Set.of("G28"), "Bo", false);
        agent.order("lamp", 2);
        agent.awaitState("lamp", JobState.QUEUED);
        agent.journal.permissions().give("printer", sha256(FILE), Set.of("G28", "feed"), "Ana", true);
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
    void aFullDiskStopsNothingThatRunsStartsNothingNewAndIsTold() throws Exception {
        end();
        var small = Files.createDirectories(folder.resolve("small"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", small.toString()) == 0,
                "a small file system can only be mounted as root");
        try {
            agent = new Agent(small, new PatientMachine("printer"), JobRunner.PATIENCE);
            agent.order("lamp", 1);
            agent.confirm("lamp");
            var ballast = small.resolve("ballast");
            fill(ballast);
            // Every move is an entry in the journal, until there is no room for one more.
            await().until(() -> {
                agent.runner.pause("printer", "lamp");
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

    @Test
    void aSecondAgentInTheSameFolderIsTurnedAway() {
        assertThatThrownBy(() -> Journal.open(folder, InstantSource.system())).isInstanceOf(FolderLock.Taken.class);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The jobs' part of an agent. */
    private static final class Agent {
        final PatientMachine machine;
        final Journal journal;
        final JobRunner runner;
        byte[] file = FILE;
        FileSource source = (sha256, from) ->
                new FileSource.Part(new ByteArrayInputStream(file, (int) from, file.length - (int) from), from);

        Agent(Path folder, PatientMachine machine, Duration patience) {
            this.machine = machine;
            journal = Journal.open(folder, InstantSource.system());
            runner = new JobRunner(
                    List.of(machine),
                    journal,
                    new FileCache(folder.resolve("files")),
                    folder.resolve("marks"),
                    patience);
        }

        void order(String job, int attempt) {
            order(job, attempt, sha256(file));
        }

        void order(String job, int attempt, String sha256) {
            runner.order(
                            new JobOrder(
                                    job, attempt, "printer", JobOrder.Origin.HUB, job + ".gcode", sha256, file.length),
                            source)
                    .toCompletableFuture()
                    .join();
        }

        void confirm(String job) {
            confirm(job, 1);
        }

        void confirm(String job, int attempt) {
            awaitState(job, JobState.ACCEPTED);
            runner.confirmed(job, attempt);
            awaitState(job, JobState.RUNNING);
            await().until(() -> machine.told.contains("run " + job));
        }

        void awaitState(String job, JobState state) {
            await().untilAsserted(() ->
                    assertThat(journal.find(job).map(JobRecord::state)).isEqualTo(Optional.of(state)));
        }

        List<String> moves(String job) {
            return journal.untold(100).stream()
                    .filter(moved -> moved.job().equals(job))
                    .map(moved -> moved.state().wireName())
                    .collect(Collectors.toList());
        }

        /** From here on this agent writes nothing more: only its files stay. */
        void killed() {
            journal.close();
        }
    }
}
