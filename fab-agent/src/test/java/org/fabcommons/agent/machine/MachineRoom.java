// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry.State;
import org.fabcommons.profile.Profiles;

/** Simulated machines of one test, the sessions that look after them, and real ports between them. */
final class MachineRoom implements AutoCloseable {
    private final Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();

    MachineRoom(Path folder) {
        this.folder = folder;
    }

    SimulatedMachine machine(String profile, String... options) {
        return closed(SimulatedMachine.start(
                folder,
                profile,
                Stream.concat(Stream.of(options), Stream.of("--seed", "1")).toArray(String[]::new)));
    }

    MachineSetup setup(String profile) {
        return new MachineSetup(
                profile,
                profile,
                Profiles.standard().require(profile),
                folder.resolve(profile).toString());
    }

    MachineSession session(String profile) {
        return closed(MachineSession.open(setup(profile), Ports.serial()));
    }

    MachineSession ready(String profile) {
        return idle(session(profile));
    }

    /** One that is watched more closely than others. */
    MachineSession watched(MachineSetup setup, Watch.Limits limits) {
        return idle(closed(MachineSession.open(setup, Ports.serial(), now -> {}, limits)));
    }

    /** Several of these tests run beside each other, on slow machines too. */
    static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }

    static MachineSession idle(MachineSession session) {
        patiently().until(() -> session.snapshot().state() == State.IDLE);
        return session;
    }

    static Heard run(MachineSession session, Path file) {
        var heard = new Heard();
        session.run(new RunRequest("job", file, 0), heard);
        return heard;
    }

    <T extends AutoCloseable> T closed(T opened) {
        open.add(opened);
        return opened;
    }

    void closes(MachineSession session) {
        open.remove(session);
        session.close();
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) open.get(i).close();
    }
}
