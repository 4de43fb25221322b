// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.job.Job;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
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
            return Optional.of(new Part(
                    "/org/fabcommons/hub/evidence/makes.ftl",
                    new MakesPart(design, makes.newest(design, SHOWN), makes.summary(design.id()))));
        }
    }

    /** What the panel of makes shows. */
    public record MakesPart(Design design, List<Make> makes, Summary summary) {}

    /** On a job's page: the report, or the form for it. */
    record OfJob(Makes makes, Labs labs) implements JobPanel {
        @Override
        public Optional<Part> part(Job job, Viewer viewer) {
            var make = makes.byJob(job.id());
            if (make.isEmpty()) return Optional.empty();
            boolean may = job.state() != JobState.REPORTED && labs.may(job.lab(), viewer, Role.OPERATOR);
            return Optional.of(
                    new Part("/org/fabcommons/hub/evidence/job-report.ftl", new ReportPart(make.get(), may)));
        }
    }

    /** @param mayReport whether the viewer may say how it went, now */
    public record ReportPart(Make make, boolean mayReport) {}
}
