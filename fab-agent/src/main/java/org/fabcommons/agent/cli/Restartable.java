// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fabcommons.agent.local.NewCameras;
import org.fabcommons.agent.local.NewChannels;
import org.fabcommons.agent.local.NewMachines;
import org.fabcommons.agent.local.NotAdded;
import org.fabcommons.agent.machine.Detection;
import org.fabcommons.agent.transport.BehindPty;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.profile.Profiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent that begins anew, in the same process and at the same address, when a person adds a machine or a camera. */
final class Restartable implements NewMachines, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Restartable.class);
    /** A bootloader waits up to two seconds, and the greeting takes its time. Milliseconds. */
    private static final int GREETING_MS = 3000;

    private static final int ANSWER_MS = 1000;
    /** So that whoever asked gets their answer first. Milliseconds. */
    private static final int BREATH_MS = 300;

    /** Starts an agent with these machines and cameras. */
    interface Start {
        RunningAgent with(
                List<MachineOption> machines, List<CameraOption> cameras, NewMachines adding, Optional<Integer> port)
                throws IOException;
    }

    private final List<MachineOption> given;
    private final OwnProfiles own;
    private final AddedOnPage<MachineOption> added;
    private final AddingCameras cameras;
    private final AddingChannels channels;
    private final Start start;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "begin anew");
        made.setDaemon(true);
        return made;
    });
    private RunningAgent agent;
    private boolean closed;

    /**
     * @param given the machines of settings and command line
     * @param lenses the cameras of settings and command line
     */
    Restartable(List<MachineOption> given, List<CameraOption> lenses, AddingChannels channels, Path data, Start start)
            throws IOException {
        this.given = given;
        own = new OwnProfiles(data);
        own.tellFaults(own.all());
        this.added = AddedOnPage.machines(data);
        this.start = start;
        this.channels = channels;
        cameras =
                new AddingCameras(lenses, AddedOnPage.cameras(data), this::machines, () -> agent().busy(), this::soon);
        agent = start.with(machines(), cameras.all(), this, Optional.empty());
    }

    private List<MachineOption> machines() {
        var all = new ArrayList<>(given);
        var keys = given.stream().map(MachineOption::key).collect(Collectors.toSet());
        // What somebody wrote by hand goes before what was added on the page.
        for (var machine : added.all()) if (keys.add(machine.key())) all.add(machine);
        return all;
    }

    synchronized RunningAgent agent() {
        return agent;
    }

    @Override
    public List<Ports.PortInfo> ports() {
        var used = machines().stream().map(MachineOption::port).collect(Collectors.toSet());
        return Ports.serial().list().stream()
                .filter(port -> !used.contains(port.path()))
                .toList();
    }

    @Override
    public Optional<Detection.Found> detect(String port) throws IOException, NotAdded {
        if (machines().stream().anyMatch(machine -> machine.port().equals(port))) throw new NotAdded("portUsed");
        var ports = Ports.serial();
        return new Detection(ports, GREETING_MS, ANSWER_MS).at(port, Detection.rates(port, ports));
    }

    @Override
    public There there(String port) {
        if (BehindPty.command(port).contains("simulate")) return There.SIMULATED;
        return BehindPty.at(port) || port.startsWith("tcp:") ? There.PERHAPS_SIMULATED : There.DEVICE;
    }

    @Override
    public Profiles profiles() {
        return own.all();
    }

    @Override
    public Optional<NewChannels> channels() {
        return Optional.of(channels);
    }

    @Override
    public NewCameras cameras() {
        return cameras;
    }

    @Override
    public synchronized void add(Wanted wanted) throws NotAdded {
        if (agent.busy()) throw new NotAdded("busy");
        var all = machines();
        if (all.stream().anyMatch(machine -> machine.port().equals(wanted.port()))) throw new NotAdded("portUsed");
        var keys = all.stream().map(MachineOption::key).collect(Collectors.toCollection(HashSet::new));
        var machine = new MachineOption(
                key(wanted.name(), keys, "machine"),
                Optional.of(wanted.name()),
                wanted.profile(),
                wanted.port(),
                wanted.baud(),
                wanted.simulated(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try {
            machine.setup(profiles());
        } catch (IllegalArgumentException e) {
            throw new NotAdded("profileUnknown");
        }
        var kept = new ArrayList<>(added.all());
        kept.add(machine);
        added.keep(kept);
        soon();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // beginAnew() tells of its failure itself.
    private void soon() {
        thread.schedule(this::beginAnew, BREATH_MS, TimeUnit.MILLISECONDS);
    }

    /** From a name to what stands in addresses: {@code Prusa près de la fenêtre} becomes {@code prusa-pres-de-la-fenetre}. */
    static String key(String name, Set<String> taken, String otherwise) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (plain.length() > 40) plain = plain.substring(0, 40).replaceAll("-$", "");
        if (plain.isEmpty()) plain = otherwise;
        var key = plain;
        for (int i = 2; taken.contains(key); i++) key = plain + "-" + i;
        return key;
    }

    private synchronized void beginAnew() {
        if (closed) return;
        int port = agent.localPage().getPort();
        LOG.info("begins anew with what a person added or took away");
        agent.close();
        try {
            agent = start.with(machines(), cameras.all(), this, Optional.of(port));
        } catch (IOException | RuntimeException e) {
            LOG.error("the agent could not begin anew; start it again", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdown();
        agent.close();
    }
}
