// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.fabcommons.agent.camera.Album;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.link.Curve;
import org.fabcommons.link.Detail;
import org.fabcommons.link.LocalJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings jobs that ran here without the hub to the hub, when a person wishes that and never by itself: what is known of the
 * job, its toolpath, and the pictures that the person chose. What of it becomes public is said on the hub. One at a time.
 */
public final class Sharing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sharing.class);
    /** The hub keeps pictures of these moments; that of the empty machine says nothing of the object. */
    private static final Set<Album.Kind> MOMENTS = Set.of(Album.Kind.START, Album.Kind.PAUSE, Album.Kind.END);

    /** How far a job has come on its way to the hub. */
    public sealed interface State {
        /** Nobody wished for it yet. */
        record Kept() implements State {}

        /** @param fraction of the toolpath, 0 to 1 */
        record Sending(double fraction) implements State {}

        /** The hub has it; on this page a person says what becomes public, or sees what has. */
        record AtHub(URI page) implements State {}

        /** @param reason {@code hub-unreached}, {@code hub-refused} or {@code file-gone} */
        record Failed(String reason, String detail) implements State {}
    }

    private final URI hub;
    private final Supplier<Optional<HubClient>> line;
    private final Journal journal;
    private final FileCache files;
    private final Map<String, State> underWay = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var made = new Thread(task, "hub-sharing");
        made.setDaemon(true);
        return made;
    });

    /** @param line the hub, while there is a line to it */
    Sharing(URI hub, Supplier<Optional<HubClient>> line, Journal journal, FileCache files) {
        this.hub = hub;
        this.line = line;
        this.journal = journal;
        this.files = files;
    }

    /** Whether it is a job of this agent's own that is over and in which the machine began something. */
    public static boolean shareable(JobRecord job) {
        var order = job.order();
        return order.origin() == JobOrder.Origin.LOCAL
                && !order.trial()
                && job.begun()
                && job.state().over();
    }

    /** The pictures of these that can be shared. */
    public static List<Album.Moment> shareable(List<Album.Moment> moments) {
        return moments.stream()
                .filter(moment -> MOMENTS.contains(moment.kind()))
                .toList();
    }

    public State state(JobRecord job) {
        var now = underWay.get(job.order().job());
        if (now != null) return now;
        return journal.shared(job.order().job())
                .<State>map(page -> new State.AtHub(URI.create(page)))
                .orElse(new State.Kept());
    }

    /**
     * Brings a job to the hub, in the background.
     *
     * @param pictures those that a person chose
     * @throws IllegalArgumentException where it cannot be shared
     */
    public void share(JobRecord job, List<Album.Moment> pictures) {
        if (!shareable(job))
            throw new IllegalArgumentException("job " + job.order().job() + " cannot be shared");
        var id = job.order().job();
        if (underWay.put(id, new State.Sending(0)) instanceof State.Sending) return;
        try {
            thread.execute(() -> bring(job, pictures));
        } catch (RejectedExecutionException closed) {
            underWay.remove(id);
        }
    }

    private void bring(JobRecord job, List<Album.Moment> pictures) {
        var id = job.order().job();
        try {
            var client = line.get();
            if (client.isEmpty()) {
                failed(id, "hub-unreached", "there is no line to " + hub);
                return;
            }
            var file = files.find(job.order().sha256());
            if (file.isEmpty()) {
                failed(id, "file-gone", "the toolpath is no longer here");
                return;
            }
            var there = client.get().share(told(job));
            if (there.needsFile())
                client.get()
                        .shareFile(there.id(), file.get(), fraction -> underWay.put(id, new State.Sending(fraction)));
            if (!there.published())
                for (var picture : shareable(pictures))
                    client.get()
                            .sharePicture(
                                    there.id(),
                                    picture.kind().word(),
                                    picture.at().toEpochMilli(),
                                    Files.readAllBytes(picture.file()));
            journal.shared(id, HubClient.resolve(hub, there.page()).toString());
            underWay.remove(id);
        } catch (HubRefusal e) {
            failed(id, "hub-refused", e.getMessage());
        } catch (IOException e) {
            failed(id, "hub-unreached", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("job {} could not be brought to the hub", id, e);
            failed(id, "hub-refused", "something failed here; the agent's log says what");
        }
    }

    private void failed(String job, String reason, String detail) {
        LOG.info("job {} was not brought to {}: {}", job, hub, detail);
        underWay.put(job, new State.Failed(reason, detail));
    }

    private LocalJob told(JobRecord job) {
        var order = job.order();
        var moments = journal.temperatures().of(order.job());
        return new LocalJob(
                order.job(),
                order.machine(),
                order.fileName(),
                order.sha256(),
                order.sizeBytes(),
                job.state(),
                job.begun(),
                job.createdAt().toEpochMilli(),
                job.changedAt().toEpochMilli(),
                job.reason(),
                job.detail(),
                job.progress(),
                job.result(),
                Optional.of(new Curve(moments)).filter(curve -> !moments.isEmpty()),
                job.said().filter(Detail::spoken).map(Detail::sentences));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
