// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;
import org.fabcommons.hub.web.Viewer;

/** What may be asked of evidence. */
public final class Makes {
    static final int PAGE = 50;

    private final HubContext hub;
    private final Rows<EvidenceStore> rows;
    private final Jobs jobs;

    Makes(HubContext hub, Jobs jobs) {
        this.hub = hub;
        rows = hub.database().rows(EvidenceStore.class);
        this.jobs = jobs;
        // In the transaction in which the job ends, so that no end is without its evidence.
        jobs.onOver(job -> rows.write(store -> {
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
     * @param pictures those of the camera's pictures that everybody may see
     */
    public record Report(
            String outcome, String reason, String notes, Optional<Blob> photo, List<ShownPicture> pictures) {}

    /**
     * Adds a report, once; an operator of the lab does so.
     *
     * @throws Problem CONFLICT where the job is not over or has been reported
     */
    public Make report(String jobId, Report report, Viewer viewer) {
        var outcome = check(report);
        return rows.write(store -> {
            jobs.reported(jobId, viewer);
            store.report(
                    jobId,
                    outcome.wireName(),
                    given(report.reason()),
                    given(report.notes()),
                    report.photo().map(Blob::sha256),
                    report.photo().map(photo -> Photo.TYPE),
                    viewer.require().id(),
                    hub.clock().millis());
            report.pictures().forEach(picture -> store.show(jobId, picture.takenAt(), picture.sha256()));
            return store.byJob(jobId).orElseThrow();
        });
    }

    /** @throws Problem INVALID with all that is wrong with a report */
    public static Outcome check(Report report) {
        List<FieldFault> faults = new ArrayList<>();
        var outcome = Outcome.parse(text(report.outcome()));
        if (outcome.isEmpty()) faults.add(FieldFault.of("outcome", "report-outcome"));
        if (text(report.reason()).length() > 200) faults.add(FieldFault.of("reason", "report-reason"));
        if (text(report.notes()).length() > 5000) faults.add(FieldFault.of("notes", "report-notes"));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return outcome.orElseThrow();
    }

    /** The toolpath becomes public with the evidence. */
    public void attach(String jobId) {
        rows.write(store -> {
            store.attach(jobId);
            return true;
        });
    }

    /** The camera's pictures that are shown with these makes. */
    Map<String, List<ShownPicture>> pictures(List<Make> makes) {
        if (makes.isEmpty()) return Map.of();
        return rows.read(store -> store.shown(makes.stream().map(Make::job).toList())).stream()
                .collect(Collectors.groupingBy(ShownPicture::job));
    }

    Optional<ShownPicture> picture(String jobId, long takenAt) {
        return rows.read(store -> store.shown(jobId, takenAt));
    }

    Optional<Make> byJob(String jobId) {
        return rows.read(store -> store.byJob(jobId));
    }

    /** All that is known of a design, newest first; one more than a page where there is more. */
    List<Make> of(Design design, int page) {
        return rows.read(store -> store.of(design.id(), PAGE + 1, (Math.max(1, page) - 1) * PAGE));
    }

    /** The newest makes that a machine began or a person judged. */
    List<Make> newest(Design design, int limit) {
        return rows.read(store -> store.started(design.id(), limit));
    }

    public Summary summary(String designId) {
        return rows.read(store -> store.summary(designId)).orElse(Summary.NONE);
    }

    /** The designs that worked most often, of those that lists show. */
    public List<Proof> proven(int limit) {
        return rows.read(store -> store.proven(limit));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text(text)).filter(words -> !words.isEmpty());
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
