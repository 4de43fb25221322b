// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.hub.agent.Agent;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.evidence.Choosing;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.evidence.ReportForm;
import org.fabcommons.hub.job.Job;
import org.fabcommons.hub.job.JobFile;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.job.RanAtAgent;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.machine.Machine;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.picture.JobPicture;
import org.fabcommons.hub.picture.Moment;
import org.fabcommons.hub.picture.Pictures;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;
import org.fabcommons.preflight.Secrets;

/** What may be asked of jobs that agents ran alone. */
final class Sharing {
    /** As for a job's file. */
    private static final long MAX_FILE_BYTES = 1_000_000_000;
    /** What an agent may leave here for somebody to decide about. */
    private static final int MOST_WAITING = 50;
    /** Whoever has not published it by then did not mean to. */
    private static final Duration WAITS = Duration.ofDays(30);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final HubContext hub;
    private final Rows<SharedJobStore> rows;
    private final Needs needs;

    /** What sharing builds on. */
    record Needs(
            Designs designs,
            Blobs blobs,
            Labs labs,
            Agents agents,
            Machines machines,
            Jobs jobs,
            RanAtAgent ranAtAgent,
            Pictures pictures,
            Makes makes) {}

    Sharing(HubContext hub, Needs needs) {
        this.hub = hub;
        rows = hub.database().rows(SharedJobStore.class);
        this.needs = needs;
    }

    // ---- what agents bring

    /** Takes in what an agent tells; told again, it is the same one. */
    SharedJob tell(String agentId, LocalJob told) {
        check(told);
        var machine = needs.machines()
                .of(agentId, told.machine())
                .orElseThrow(() -> Problem.invalid("machine", "shared-machine", told.machine()));
        return rows.write(store -> {
            var known = store.byAgentJob(agentId, told.job());
            if (known.isPresent()) return known.get();
            if (store.waiting(agentId) >= MOST_WAITING) throw Problem.conflict("shared-many", MOST_WAITING);
            var id = Id.random();
            store.add(
                    id,
                    agentId,
                    machine.id(),
                    told.job(),
                    LinkJson.write(told),
                    hub.clock().millis());
            return store.byId(id).orElseThrow();
        });
    }

    private static void check(LocalJob told) {
        if (blank(told.job()) || told.job().length() > 64) throw Problem.invalid("job", "message-malformed", "job");
        if (blank(told.fileName()) || told.fileName().length() > 200)
            throw Problem.invalid("fileName", "message-malformed", "fileName");
        if (told.sha256() == null || !SHA256.matcher(told.sha256()).matches())
            throw Problem.invalid("sha256", "message-malformed", "sha256");
        if (told.ending() == null || !told.ending().over() || told.ending() == JobState.REPORTED)
            throw Problem.invalid("ending", "shared-not-over");
        if (told.progress() == null) throw Problem.invalid("progress", "message-malformed", "progress");
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    /** Takes in the toolpath, which must be the one that was told of. */
    void file(String agentId, String id, InputStream body) throws IOException {
        var shared = ofAgent(agentId, id);
        var blob = needs.blobs().put(body, MAX_FILE_BYTES);
        if (!blob.sha256().equals(shared.local().sha256())) throw Problem.invalid("file", "shared-file-other");
        rows.write(store -> {
            store.file(id, blob.sha256());
            return true;
        });
    }

    void picture(String agentId, String id, Moment moment, long takenAt, byte[] jpeg) throws IOException {
        ofAgent(agentId, id);
        if (!Pictures.isJpeg(jpeg)) throw Problem.invalid("picture", "picture-jpeg");
        if (rows.read(store -> store.pictures(id)).size() >= Pictures.MOST) throw Problem.conflict("picture-enough");
        var blob = needs.blobs().put(new ByteArrayInputStream(jpeg), Pictures.MAX_BYTES);
        rows.write(store -> {
            store.addPicture(id, takenAt, moment.wireName(), blob.sha256());
            return true;
        });
    }

    /** What this agent brought and nobody has published yet. */
    private SharedJob ofAgent(String agentId, String id) {
        var shared = rows.read(store -> store.byId(id))
                .filter(found -> found.agent().equals(agentId))
                .orElseThrow(Problem::notFound);
        if (shared.publishedAt().isPresent()) throw Problem.conflict("shared-published");
        return shared;
    }

    // ---- what people do

    /** The job, for an operator of the lab that its agent works for. */
    SharedJob require(Viewer viewer, String id) {
        return rows.read(store -> store.byId(id))
                .filter(shared -> needs.labs().may(agent(shared).lab(), viewer, Role.OPERATOR))
                .orElseThrow(Problem::notFound);
    }

    Agent agent(SharedJob shared) {
        return needs.agents().byId(shared.agent()).orElseThrow();
    }

    Machine machine(SharedJob shared) {
        return needs.machines().byId(shared.machine()).orElseThrow();
    }

    String labName(SharedJob shared) {
        return needs.labs().byId(agent(shared).lab()).orElseThrow().name();
    }

    List<JobPicture> pictures(SharedJob shared) {
        return rows.read(store -> store.pictures(shared.id()));
    }

    /** Designs that it may belong to: this very file was made for them before. */
    List<Design> suggestions(Viewer viewer, SharedJob shared) {
        return rows.read(store -> store.madeBefore(shared.local().sha256())).stream()
                .flatMap(id -> needs.designs().byId(viewer, id).stream())
                .toList();
    }

    Belonging belonging(Design design, SharedJob shared) {
        return Belonging.of(needs.designs(), design, shared.local().sha256());
    }

    /** What slicers leave in a file and nobody should publish: names of settings, and the line of the first. */
    List<Secrets.Secret> secrets(SharedJob shared) {
        if (shared.fileSha256().isEmpty()) return List.of();
        var file = needs.blobs().find(shared.fileSha256().get()).orElseThrow(Problem::notFound);
        try (var in = Files.newInputStream(file)) {
            return Secrets.in(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the toolpath of shared job " + shared.id() + " could not be read", e);
        }
    }

    /**
     * What a person decides.
     *
     * @param design {@code owner/name}
     * @param attach whether the toolpath itself becomes public where it is no file of the revision
     */
    record Decision(String design, String revision, boolean attach) {}

    /** Makes a job with evidence of it. */
    Job publish(Viewer viewer, String id, Decision decision, ReportForm.Filled filled) {
        var shared = require(viewer, id);
        if (shared.publishedAt().isPresent()) throw Problem.conflict("shared-published");
        var told = shared.local();
        if (shared.fileSha256().isEmpty()) throw Problem.conflict("shared-file-missing");
        Makes.check(filled.report(List.of()));
        var design = needs.designs().requireNamed(viewer, decision.design(), "design");
        var revision = revision(design, decision.revision());
        var place = Belonging.place(needs.designs(), design, revision, told.sha256());
        boolean attach = place.isEmpty() && decision.attach();
        if (attach) {
            var secrets = secrets(shared);
            if (!secrets.isEmpty()) throw Problem.invalid("attach", "shared-secrets", Secrets.names(secrets));
        }
        var shown = new Choosing(needs.blobs()).of(filled.pictures(), pictures(shared));
        var blob = new Blob(told.sha256(), told.sizeBytes());
        var file = place.map(found -> JobFile.of(design, revision, found.path(), blob))
                .orElseGet(() -> JobFile.uploaded(Optional.of(design), Optional.of(revision), told.fileName(), blob));
        return rows.write(store -> {
            var again = store.byId(id).orElseThrow(Problem::notFound);
            if (again.publishedAt().isPresent()) throw Problem.conflict("shared-published");
            needs.ranAtAgent().take(id, viewer, agent(shared), machine(shared), file, told);
            needs.pictures().keep(store.pictures(id));
            needs.makes().report(id, filled.report(shown), viewer);
            if (attach) needs.makes().attach(id);
            store.dropPictures(id);
            store.published(id, hub.clock().millis());
            return needs.jobs().find(id).orElseThrow();
        });
    }

    private String revision(Design design, String given) {
        try {
            return needs.designs().requireRevision(design, blank(given) ? Designs.HEAD : given.strip());
        } catch (Problem unknown) {
            throw Problem.invalid("revision", "job-revision-unknown", given);
        }
    }

    /** Whether the viewer may take it back: who shared it, and the lab's managers. */
    boolean mayWithdraw(Viewer viewer, Job job) {
        return job.ranAtAgent() && (viewer.is(job.requester()) || needs.labs().may(job.lab(), viewer, Role.MANAGER));
    }

    /**
     * Takes it back, with everything that was public of it.
     *
     * @return the design that it was evidence on
     */
    Optional<String> withdraw(Viewer viewer, String id) {
        return rows.write(store -> {
            var job = needs.jobs().find(id);
            if (job.isEmpty()) require(viewer, id);
            else if (!mayWithdraw(viewer, needs.jobs().requireVisible(id, viewer)))
                throw Problem.forbidden("role-manager");
            job.ifPresent(needs.ranAtAgent()::withdraw);
            store.drop(id);
            return job.flatMap(Job::designName);
        });
    }

    /** Forgets what nobody published. */
    int sweep() {
        return rows.write(store -> store.dropForgotten(hub.clock().millis() - WAITS.toMillis()));
    }
}
