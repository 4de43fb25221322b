// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.hub.HubLink;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.agent.local.Administrators;
import org.fabcommons.agent.local.LocalServer;
import org.fabcommons.agent.local.NewMachines;
import org.fabcommons.agent.local.NotificationWords;
import org.fabcommons.agent.local.Password;
import org.fabcommons.agent.local.WatchedFolder;
import org.fabcommons.agent.local.WatchedFolders;
import org.fabcommons.agent.machine.KnownMachines;
import org.fabcommons.agent.machine.MachineSession;
import org.fabcommons.agent.machine.MachineSetup;
import org.fabcommons.agent.notify.ChannelSettings;
import org.fabcommons.agent.notify.Notifications;
import org.fabcommons.link.Message;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Profiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a running agent, wired. */
final class RunningAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningAgent.class);
    static final String VERSION = "0.1.0";
    /** Files of so many past jobs stay, so that making one again needs no download. */
    private static final int KEPT_JOBS = 20;

    private final Journal journal;
    private final Shelf shelf;
    private final WatchedFolders looking;
    private final Tidying tidying;
    private final List<MachineSession> machines;
    private final JobRunner runner;
    private final Cameras cameras;
    private final Notifications notifications;
    private final LocalServer local;
    private final Optional<HubLink> hub;

    private RunningAgent(
            Journal journal,
            Shelf shelf,
            WatchedFolders looking,
            Tidying tidying,
            List<MachineSession> machines,
            JobRunner runner,
            Cameras cameras,
            Notifications notifications,
            LocalServer local,
            Optional<HubLink> hub) {
        this.journal = journal;
        this.shelf = shelf;
        this.looking = looking;
        this.tidying = tidying;
        this.machines = machines;
        this.runner = runner;
        this.cameras = cameras;
        this.notifications = notifications;
        this.local = local;
        this.hub = hub;
    }

    /**
     * Where the agent's own page is.
     *
     * @param address of this computer; a loopback address for this computer alone
     * @param port 0 for any that is free
     */
    record Page(String address, int port) {}

    /**
     * @param lab what the lab asks of all its machines
     * @param lenses the cameras as they are set up
     * @param channels by which people are notified
     * @param watched folders by the machine for which their files wait
     * @param adding how a person adds a machine on the page
     * @param shown is told how the agent stands with its hub, each time that changes
     */
    static RunningAgent start(
            Optional<URI> hub,
            String name,
            Path data,
            Page page,
            List<MachineOption> options,
            Policy lab,
            List<CameraSettings> lenses,
            List<ChannelSettings> channels,
            Map<String, Path> watched,
            Optional<NewMachines> adding,
            Consumer<LinkState> shown)
            throws IOException {
        var where = InetAddress.getByName(page.address());
        LocalServer.mayListen(where, Password.in(data));
        var profiles = new OwnProfiles(data).all();
        List<MachineSetup> setups =
                options.stream().map(option -> option.setup(profiles, lab)).collect(Collectors.toList());
        var clock = InstantSource.system();
        var journal = Journal.open(data, clock);
        var files = new FileCache(data.resolve("files"));
        var shelf = Shelf.open(data, clock);
        files.keepOnly(wanted(journal, shelf));
        var known = KnownMachines.in(data);
        var machines = new ArrayList<MachineSession>();
        for (int i = 0; i < setups.size(); i++) {
            var setup = setups.get(i);
            var ports = options.get(i).ports(setup.profile());
            machines.add(MachineSession.open(setup, ports, known, data.resolve("tools")));
        }
        var runner = new JobRunner(machines, journal, files, data.resolve("marks"), JobRunner.PATIENCE);
        var before = Notifications.states(journal);
        // Before anybody can order anything.
        runner.recover().whenComplete((done, fault) -> {
            if (fault != null) LOG.error("what a former run left could not be settled", fault);
        });
        var cameras = Cameras.start(
                lenses, new Cameras.Works(data.resolve("cameras"), machines, runner, journal, files, clock));
        var link = hub.map(address -> new HubLink(
                new HubLink.Settings(address, name, VERSION, data, introduced(options, profiles)),
                journal,
                runner,
                files,
                cameras,
                shelf.handbook(),
                clock,
                shown));
        Map<String, LocalServer.Named> named = new LinkedHashMap<>();
        options.forEach(
                option -> named.put(option.key(), new LocalServer.Named(option.shownName(), option.simulated())));
        var notifications = Notifications.start(
                channels,
                new Notifications.Works(
                        name,
                        machines,
                        runner,
                        journal,
                        cameras,
                        new NotificationWords(name, named),
                        clock,
                        System::nanoTime,
                        before));
        var local = LocalServer.start(
                new InetSocketAddress(where, page.port()),
                Password.in(data),
                new LocalServer.Agent(
                        name,
                        VERSION,
                        named,
                        () -> link.map(HubLink::state).orElse(new LinkState.Alone()),
                        () -> link.ifPresent(HubLink::pairAgain),
                        Administrators.in(data, InstantSource.system()),
                        link.map(HubLink::sharing),
                        link.map(HubLink::queue)),
                new LocalServer.Works(machines, runner, journal, files, shelf, cameras, notifications, clock),
                adding);
        var looking = new WatchedFolders(watched.entrySet().stream()
                .map(entry -> new WatchedFolder(entry.getValue(), entry.getKey(), shelf, files))
                .toList());
        link.ifPresent(HubLink::start);
        var tidying = Tidying.start(files, () -> wanted(journal, shelf), clock);
        return new RunningAgent(
                journal, shelf, looking, tidying, machines, runner, cameras, notifications, local, link);
    }

    private static List<Message.Machine> introduced(List<MachineOption> options, Profiles profiles) {
        return options.stream()
                .map(option -> new Message.Machine(
                        option.key(),
                        option.shownName(),
                        option.profile(),
                        option.simulated(),
                        profiles.whole(option.profile())))
                .collect(Collectors.toList());
    }

    private static Set<String> wanted(Journal journal, Shelf shelf) {
        var wanted = new HashSet<>(shelf.wanted());
        journal.unsettled().forEach(job -> wanted.add(job.order().sha256()));
        journal.recent(KEPT_JOBS).forEach(job -> wanted.add(job.order().sha256()));
        return wanted;
    }

    /** Whether a machine has a job. */
    boolean busy() {
        return runner.snapshot().stream().anyMatch(machine -> machine.job().isPresent());
    }

    URI localPage() {
        return local.address();
    }

    /** In this order: no new orders, jobs ended and machines safe, the hub told, then the doors. */
    @Override
    public void close() {
        runner.close();
        hub.ifPresent(HubLink::close);
        notifications.close();
        cameras.close();
        machines.forEach(MachineSession::close);
        looking.close();
        tidying.close();
        local.close();
        shelf.close();
        journal.close();
    }
}
