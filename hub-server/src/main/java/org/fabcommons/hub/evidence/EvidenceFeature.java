// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.List;
import org.fabcommons.hub.design.DesignPanel;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.picture.Pictures;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class EvidenceFeature {
    private EvidenceFeature() {}

    /** What this feature builds on. */
    public record Needs(Designs designs, Blobs blobs, Labs labs, Jobs jobs, Pictures pictures) {}

    public static Makes install(HubContext hub, Needs needs, List<DesignPanel> designPanels, List<JobPanel> jobPanels) {
        hub.database().mapRecord(Make.class);
        hub.database().mapRecord(Summary.class);
        hub.database().mapRecord(Proof.class);
        var makes = new Makes(hub, needs.jobs());
        hub.database().mapRecord(ShownPicture.class);
        var reports = new Reports(
                makes, needs.jobs(), needs.pictures(), new ReportForm(needs.blobs()), new Choosing(needs.blobs()));
        hub.register(new ReportApi(makes, reports));
        hub.register(new ReportResource(reports));
        hub.register(new EvidenceApi(needs.designs(), makes));
        hub.register(new PhotoResource(needs.designs(), makes, needs.jobs(), needs.blobs()));
        designPanels.add(new EvidencePanels.Rate(makes));
        designPanels.add(new EvidencePanels.Newest(makes));
        jobPanels.add(new EvidencePanels.OfJob(makes, needs.labs(), needs.pictures()));
        return makes;
    }
}
