// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.job.Job;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.picture.JobPicture;
import org.fabcommons.hub.picture.Pictures;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;
import org.fabcommons.link.JobState;

/** What evidence shows on the pages of designs and jobs. */
final class EvidencePanels {
    private static final int SHOWN = 12;

    private EvidencePanels() {}

    /** How often it worked, in the narrow column. */
    record Rate(Makes makes) implements DesignPanel {
        @Override
        public Slot slot() {
            return Slot.SIDE;
        }

        @Override
        public int order() {
            return 5;
        }

        @Override
        public Optional<Part> part(Design design, Viewer viewer) {
            return Optional.of(new Part("/org/fabcommons/hub/evidence/rate.ftl", makes.summary(design.id())));
        }
    }

    /** The makes themselves, in the wide column. */
    record Newest(Makes makes) implements DesignPanel {
        @Override
        public Slot slot() {
            return Slot.MAIN;
        }

        @Override
        public int order() {
            return 10;
        }

        @Override
        public Optional<Part> part(Design design, Viewer viewer) {
            var newest = makes.newest(design, SHOWN);
            return Optional.of(new Part(
                    "/org/fabcommons/hub/evidence/makes.ftl",
                    new MakesPart(design, newest, makes.pictures(newest), makes.summary(design.id()))));
        }
    }

    /** What the panel of makes shows. */
    public record MakesPart(
            Design design, List<Make> makes, Map<String, List<ShownPicture>> pictures, Summary summary) {
        public List<ShownPicture> picturesOf(Make make) {
            return pictures.getOrDefault(make.job(), List.of());
        }
    }

    /** On a job's page: the report, or the form for it. */
    record OfJob(Makes makes, Labs labs, Pictures pictures) implements JobPanel {
        @Override
        public Optional<Part> part(Job job, Viewer viewer) {
            var make = makes.byJob(job.id());
            if (make.isEmpty()) return Optional.empty();
            boolean may = job.state() != JobState.REPORTED && labs.may(job.lab(), viewer, Role.OPERATOR);
            return Optional.of(new Part(
                    "/org/fabcommons/hub/evidence/job-report.ftl",
                    new ReportPart(
                            make.get(),
                            may,
                            may ? pictures.of(job.id()) : List.of(),
                            makes.pictures(List.of(make.get())).getOrDefault(job.id(), List.of()),
                            Choosing.MOST)));
        }
    }

    /**
     * @param mayReport whether the viewer may say how it went, now
     * @param taken the camera's pictures, of which the viewer may choose some to be shown
     * @param shown those that were chosen
     * @param most so many
     */
    public record ReportPart(
            Make make, boolean mayReport, List<JobPicture> taken, List<ShownPicture> shown, int most) {}
}
