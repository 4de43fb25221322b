// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import java.util.Optional;
import org.fabcommons.hub.job.Job;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.web.Part;
import org.fabcommons.hub.web.Viewer;

/** On the page of a job that ran at an agent: that it did, and the way to take it back. */
final class SharePanel implements JobPanel {
    private final Sharing sharing;

    SharePanel(Sharing sharing) {
        this.sharing = sharing;
    }

    /** @param mayWithdraw whether the viewer may take it back */
    public record Shared(String job, boolean mayWithdraw) {}

    @Override
    public Optional<Part> part(Job job, Viewer viewer) {
        if (!job.ranAtAgent()) return Optional.empty();
        return Optional.of(new Part(
                "/org/fabcommons/hub/sharing/job-shared.ftl", new Shared(job.id(), sharing.mayWithdraw(viewer, job))));
    }
}
