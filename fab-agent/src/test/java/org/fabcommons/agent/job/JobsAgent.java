// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.fabcommons.link.JobState;

/** The jobs' part of an agent. */
final class JobsAgent {
    /** A hundred short moves. */
    static final byte[] FILE = ("G28\n"
                    + IntStream.range(0, 100)
                            .mapToObj(i -> "G1 X" + i + " F3000\n")
                            .collect(Collectors.joining()))
            .getBytes(StandardCharsets.US_ASCII);

    final PatientMachine machine;
    final Journal journal;
    final JobRunner runner;
    byte[] file = FILE;
    FileSource source = (sha256, from) ->
            new FileSource.Part(new ByteArrayInputStream(file, (int) from, file.length - (int) from), from);

    JobsAgent(Path folder, PatientMachine machine, Duration patience) {
        this.machine = machine;
        journal = Journal.open(folder, InstantSource.system());
        runner = new JobRunner(
                List.of(machine), journal, new FileCache(folder.resolve("files")), folder.resolve("marks"), patience);
    }

    void order(String job, int attempt) {
        order(job, attempt, sha256(file));
    }

    void order(String job, int attempt, String sha256) {
        runner.order(
                        new JobOrder(job, attempt, "printer", JobOrder.Origin.HUB, job + ".gcode", sha256, file.length),
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

    /** Two slow cores may have much else to do. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
