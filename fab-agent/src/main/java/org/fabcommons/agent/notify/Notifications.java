// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.fabcommons.agent.camera.CameraState;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.camera.Picture;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.machine.Machine;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people were told lately, and the channels by which it goes out. Every call may come from any thread. */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    /** As many as anybody reads. */
    private static final int KEPT = 50;

    private static final int MOST_CHANNELS = 20;
    /** A small computer takes a while to turn a camera on. */
    private static final Duration PICTURE_WITHIN = Duration.ofSeconds(20);

    /**
     * @param agent what people call this agent
     * @param clock by which notifications are dated
     * @param nanos by which limits go, as {@link System#nanoTime}
     * @param before how the jobs stood before this agent did anything about them: {@link #states}
     */
    public record Works(
            String agent,
            List<? extends Machine> machines,
            JobRunner runner,
            Journal journal,
            Cameras cameras,
            Wording wording,
            InstantSource clock,
            LongSupplier nanos,
            Map<String, JobState> before) {}

    /** How the jobs stand, so that what changes from here on is news. */
    public static Map<String, JobState> states(Journal journal) {
        return Lookout.states(journal);
    }

    /**
     * A channel as people see it.
     *
     * @param target where it goes, without what may be secret
     * @param picture whether pictures go there too
     * @param at when the last one went out, or did not
     * @param fault why that did not arrive
     */
    public record Line(
            String name,
            boolean program,
            String target,
            boolean picture,
            List<Notification.Kind> on,
            Optional<Instant> at,
            Optional<Detail> fault) {}

    private final Works works;
    private final Delivery.Patience patience;
    private final Lookout lookout;
    private final List<Delivery> channels = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Notification> kept = new ArrayDeque<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "notify");
        made.setDaemon(true);
        return made;
    });
    private long last;

    private Notifications(List<ChannelSettings> settings, Works works, Delivery.Patience patience) {
        this.works = works;
        this.patience = patience;
        settings.forEach(this::add);
        lookout = new Lookout(
                works.machines(), works.runner(), works.journal(), works.cameras(), works.before(), this::tell);
    }

    public static Notifications start(List<ChannelSettings> settings, Works works) {
        return start(settings, works, Delivery.USUAL);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() leaves nothing to ask for.
    static Notifications start(List<ChannelSettings> settings, Works works, Delivery.Patience patience) {
        var notifications = new Notifications(settings, works, patience);
        notifications.thread.scheduleWithFixedDelay(notifications::look, 0, 1, TimeUnit.SECONDS);
        return notifications;
    }

    private void look() {
        try {
            lookout.look();
        } catch (RuntimeException e) {
            // The next look must come all the same.
            LOG.error("what is new could not be found out", e);
        }
    }

    private void tell(Notification.Found found) {
        var notification = numbered(found);
        var sight = sight(notification);
        for (var channel : channels)
            if (channel.settings().on().contains(notification.kind()))
                channel.room().ifPresent(left -> channel.take(message(channel.settings(), notification, sight, left)));
    }

    /** Through the camera that saw it, or else the first that looks at the machine; a test shows what there is. */
    private Sight sight(Notification notification) {
        boolean test = notification.kind() == Notification.Kind.TEST;
        return works.cameras().all().stream()
                .filter(camera -> !(camera.state() instanceof CameraState.NotInstalled))
                .filter(camera -> test
                        || (notification.machine().isPresent()
                                && camera.settings().machine().equals(notification.machine())))
                .filter(camera -> notification.kind() != Notification.Kind.CAMERA
                        || notification.values().contains(camera.settings().name()))
                .findFirst()
                .map(camera -> new Sight(() -> camera.fresh(PICTURE_WITHIN).map(Picture::jpeg)))
                .orElse(Sight.NONE);
    }

    private synchronized Notification numbered(Notification.Found found) {
        // Higher than those of the run before too, as long as the clock goes on.
        last = Math.max(last + 1, works.clock().millis());
        var notification = new Notification(
                last,
                works.clock().instant(),
                found.kind(),
                found.machine(),
                found.job(),
                found.file(),
                found.code(),
                found.values(),
                found.said());
        if (found.kind() != Notification.Kind.TEST) {
            kept.addFirst(notification);
            while (kept.size() > KEPT) kept.removeLast();
        }
        return notification;
    }

    private Channel.Message message(ChannelSettings settings, Notification notification, Sight sight, int left) {
        var said = works.wording().say(notification, settings.language());
        return new Channel.Message(
                notification,
                said.title(),
                left == 0 ? said.text() : said.text() + " (+" + left + ")",
                works.agent(),
                notification.machine().map(works.wording()::machine).orElse(""),
                settings.link(),
                sight);
    }

    /** The last ones, newest first. */
    public synchronized List<Notification> recent() {
        return List.copyOf(kept);
    }

    /** The number of the last one; 0 before the first. */
    public synchronized long lastNumber() {
        return kept.isEmpty() ? 0 : kept.peekFirst().number();
    }

    /** In words. */
    public Wording.Said say(Notification notification, Locale language) {
        return works.wording().say(notification, language);
    }

    public List<Line> channels() {
        var lines = new ArrayList<Line>();
        for (var channel : channels) {
            var settings = channel.settings();
            lines.add(new Line(
                    settings.name(),
                    settings.url().isEmpty(),
                    settings.shown(),
                    settings.picture(),
                    settings.on().stream().sorted().toList(),
                    channel.last().map(Delivery.Last::at),
                    channel.last().flatMap(Delivery.Last::fault)));
        }
        return lines;
    }

    /**
     * One more channel from here on.
     *
     * @return false when there is one of that name, or no room for more
     */
    public synchronized boolean add(ChannelSettings settings) {
        if (channels.size() >= MOST_CHANNELS || find(settings.name()).isPresent()) return false;
        channels.add(new Delivery(settings, works.clock(), works.nanos(), patience));
        return true;
    }

    /** That channel no longer. */
    public synchronized void remove(String name) {
        find(name).ifPresent(channel -> {
            channels.remove(channel);
            channel.close();
        });
    }

    /**
     * Sends one by this channel, now.
     *
     * @return completes with why it did not arrive, or empty; empty itself where there is no such channel
     */
    public Optional<CompletableFuture<Optional<Detail>>> test(String name) {
        return find(name).map(channel -> {
            var notification = numbered(test());
            return channel.test(message(channel.settings(), notification, sight(notification), 0));
        });
    }

    private static Notification.Found test() {
        return new Notification.Found(
                Notification.Kind.TEST,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty());
    }

    /** Sends one by a channel, without an agent that runs. */
    public static Optional<Detail> test(ChannelSettings settings, String agent, Wording wording, InstantSource clock) {
        var notification = new Notification(
                clock.millis(),
                clock.instant(),
                Notification.Kind.TEST,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty());
        var said = wording.say(notification, settings.language());
        try (var delivery = new Delivery(settings, clock, System::nanoTime, Delivery.USUAL)) {
            return delivery.test(new Channel.Message(
                            notification, said.title(), said.text(), agent, "", settings.link(), Sight.NONE))
                    .join();
        }
    }

    private Optional<Delivery> find(String name) {
        return channels.stream()
                .filter(channel -> channel.settings().name().equals(name))
                .findFirst();
    }

    /** Looks once more, so that what ended with the agent is told, and lets go of the channels. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(5, TimeUnit.SECONDS)) look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channels.parallelStream().forEach(Delivery::close);
    }
}
