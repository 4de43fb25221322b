// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.job.Job;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** What may be asked of jobs' pictures. */
public final class Pictures {
    /** The size of any body of a request; pictures of the size that agents take are far smaller. */
    public static final int MAX_BYTES = 1_000_000;
    /** An agent keeps twenty of a job. */
    public static final int MOST = 24;
    /** A minute of film at the size that agents make has some ten megabytes. */
    static final long MAX_FILM_BYTES = 40_000_000;
    /** The length of the first box and its type. */
    private static final int MP4_HEAD = 8;
    /** A camera sees one job; more are not shown live at once. */
    private static final int MOST_LIVE = 200;

    private static final long LIVE_MS = 120_000;
    /** A page asks every two seconds. */
    private static final long WATCHED_MS = 15_000;

    private final HubContext hub;
    private final Rows<PictureStore> rows;
    private final Jobs jobs;
    private final Agents agents;
    private final Blobs blobs;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final Map<String, Long> watchedAt = new ConcurrentHashMap<>();

    Pictures(HubContext hub, Jobs jobs, Agents agents, Blobs blobs) {
        this.hub = hub;
        rows = hub.database().rows(PictureStore.class);
        this.jobs = jobs;
        this.agents = agents;
        this.blobs = blobs;
    }

    /**
     * The newest picture of a job under way.
     *
     * @param takenAt by the agent's clock, UTC epoch milliseconds
     * @param notice what the agent noticed in it: {@code stalled} or {@code trouble}
     */
    record Live(long takenAt, long cameAt, Optional<String> notice, byte[] jpeg) {}

    /**
     * Takes a picture from an agent.
     *
     * @return whether somebody looks at the job now
     * @throws Problem NOT_FOUND where the job is not in the agent's lab, CONFLICT where it has enough pictures
     */
    boolean take(String agentId, String jobId, Moment moment, long takenAt, Optional<String> notice, byte[] jpeg)
            throws IOException {
        var job = ofAgent(agentId, jobId);
        if (!isJpeg(jpeg)) throw Problem.invalid("picture", "picture-jpeg");
        if (moment == Moment.LIVE) {
            if (!job.onMachine()) throw Problem.of(Problem.Kind.CONFLICT, "picture-over");
            if (live.size() >= MOST_LIVE) sweep();
            if (live.size() < MOST_LIVE || live.containsKey(jobId))
                live.put(jobId, new Live(takenAt, hub.clock().millis(), notice, jpeg));
        } else {
            if (of(jobId).size() >= MOST) throw Problem.of(Problem.Kind.CONFLICT, "picture-enough");
            var blob = blobs.put(new ByteArrayInputStream(jpeg), MAX_BYTES);
            hub.database().write(handle -> {
                handle.attach(PictureStore.class).add(jobId, takenAt, moment.wireName(), blob.sha256());
                return true;
            });
        }
        return hub.clock().millis() - watchedAt.getOrDefault(jobId, 0L) < WATCHED_MS;
    }

    // Where it begins and ends, which is all that a browser is told besides its type.
    public static boolean isJpeg(byte[] bytes) {
        return bytes.length > 4
                && (bytes[0] & 0xff) == 0xff
                && (bytes[1] & 0xff) == 0xd8
                && (bytes[bytes.length - 2] & 0xff) == 0xff
                && (bytes[bytes.length - 1] & 0xff) == 0xd9;
    }

    /** The newest picture of a job that this viewer may see; the agent sends more while somebody looks. */
    Optional<Live> live(String jobId, Viewer viewer) {
        var job = jobs.requireVisible(jobId, viewer);
        return liveOf(job);
    }

    /** As {@link #live}, for the job's page. */
    Optional<Live> liveOf(Job job) {
        if (!job.onMachine()) return Optional.empty();
        watchedAt.put(job.id(), hub.clock().millis());
        return Optional.ofNullable(live.get(job.id()))
                .filter(picture -> hub.clock().millis() - picture.cameAt() < LIVE_MS);
    }

    /**
     * Takes the film of a job that is over from an agent; a later one replaces it.
     *
     * @throws Problem NOT_FOUND where the job is not in the agent's lab, INVALID where it is no MP4, TOO_LARGE
     */
    void takeFilm(String agentId, String jobId, InputStream mp4) throws IOException {
        var job = ofAgent(agentId, jobId);
        if (!job.state().over()) throw Problem.of(Problem.Kind.CONFLICT, "film-early");
        var in = new PushbackInputStream(mp4, MP4_HEAD);
        var head = in.readNBytes(MP4_HEAD);
        if (head.length < MP4_HEAD || !new String(head, 4, 4, StandardCharsets.US_ASCII).equals("ftyp"))
            throw Problem.invalid("film", "film-mp4");
        in.unread(head);
        var blob = blobs.put(in, MAX_FILM_BYTES);
        hub.database().write(handle -> {
            handle.attach(PictureStore.class).film(jobId, blob.sha256(), blob.sizeBytes());
            return true;
        });
    }

    private Job ofAgent(String agentId, String jobId) {
        var agent = agents.byId(agentId).orElseThrow(Problem::notFound);
        return jobs.find(jobId).filter(found -> found.lab().equals(agent.lab())).orElseThrow(Problem::notFound);
    }

    /** A job's film, where there is one. */
    Optional<JobFilm> film(String jobId) {
        return rows.read(store -> store.film(jobId));
    }

    JobFilm requireFilm(String jobId, Viewer viewer) {
        jobs.requireVisible(jobId, viewer);
        return film(jobId).orElseThrow(Problem::notFound);
    }

    /** A job's kept pictures, oldest first. */
    public List<JobPicture> of(String jobId) {
        return rows.read(store -> store.of(jobId, MOST));
    }

    /** Keeps pictures that came before their job did. */
    public void keep(List<JobPicture> taken) {
        hub.database().write(handle -> {
            var store = handle.attach(PictureStore.class);
            taken.stream()
                    .limit(MOST)
                    .forEach(
                            picture -> store.add(picture.job(), picture.takenAt(), picture.moment(), picture.sha256()));
            return true;
        });
    }

    JobPicture require(String jobId, long takenAt, Viewer viewer) {
        jobs.requireVisible(jobId, viewer);
        return rows.read(store -> store.find(jobId, takenAt)).orElseThrow(Problem::notFound);
    }

    /** Forgets what nobody sees any more. */
    void sweep() {
        long now = hub.clock().millis();
        live.values().removeIf(picture -> now - picture.cameAt() > LIVE_MS);
        watchedAt.values().removeIf(at -> now - at > WATCHED_MS);
    }
}
