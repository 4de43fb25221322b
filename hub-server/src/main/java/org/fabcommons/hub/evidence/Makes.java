// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;

/** What may be asked of evidence. */
public final class Makes {
    static final int PAGE = 50;

    private final HubContext hub;
    private final Jobs jobs;

    Makes(HubContext hub, Jobs jobs) {
        this.hub = hub;
        this.jobs = jobs;
        // In the transaction in which the job ends, so that no end is without its evidence.
        jobs.onOver(job -> write(store -> {
            store.add(job.id());
            return true;
        }));
    }

    /**
     * What a person says of a job that is over.
     *
     * @param reason why, up to 200 characters
     * @param notes up to 5000 characters
     * @param photo a picture that is kept already
     */
    record Report(String outcome, String reason, String notes, Optional<Blob> photo) {}

    /**
     * Adds a report, once; an operator of the lab does so.
     *
     * @throws Problem CONFLICT where the job is not over or has been reported
     */
    Make report(String jobId, Report report, Viewer viewer) {
        List<FieldFault> faults = new ArrayList<>();
        var outcome = Outcome.parse(text(report.outcome()));
        if (outcome.isEmpty()) faults.add(FieldFault.of("outcome", "report-outcome"));
        if (text(report.reason()).length() > 200) faults.add(FieldFault.of("reason", "report-reason"));
        if (text(report.notes()).length() > 5000) faults.add(FieldFault.of("notes", "report-notes"));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return write(store -> {
            jobs.reported(jobId, viewer);
            store.report(
                    jobId,
                    outcome.orElseThrow().wireName(),
                    given(report.reason()),
                    given(report.notes()),
                    report.photo().map(Blob::sha256),
                    report.photo().map(photo -> Photo.TYPE),
                    viewer.require().id(),
                    hub.clock().millis());
            return store.byJob(jobId).orElseThrow();
        });
    }

    Optional<Make> byJob(String jobId) {
        return read(store -> store.byJob(jobId));
    }

    /** All that is known of a design, newest first; one more than a page where there is more. */
    List<Make> of(Design design, int page) {
        return read(store -> store.of(design.id(), PAGE + 1, (Math.max(1, page) - 1) * PAGE));
    }

    /** The newest makes that a machine began or a person judged. */
    List<Make> newest(Design design, int limit) {
        return read(store -> store.started(design.id(), limit));
    }

    public Summary summary(String designId) {
        return read(store -> store.summary(designId));
    }

    /** The designs that worked most often. */
    public List<Proof> proven(int limit) {
        return read(store -> store.proven(limit));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text(text)).filter(words -> !words.isEmpty());
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }

    private <T> T read(Function<EvidenceStore, T> query) {
        return hub.database().read(handle -> query.apply(handle.attach(EvidenceStore.class)));
    }

    private <T> T write(Function<EvidenceStore, T> change) {
        return hub.database().write(handle -> change.apply(handle.attach(EvidenceStore.class)));
    }
}
