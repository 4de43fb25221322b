// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import java.time.Duration;
import java.util.List;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.job.JobFeature;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.picture.Pictures;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;

/** Wires this package. */
public final class SharingFeature {
    private SharingFeature() {}

    /** What this feature builds on. */
    public record Needs(
            Designs designs,
            Blobs blobs,
            Labs labs,
            Agents agents,
            Machines machines,
            JobFeature.Rooms jobs,
            Pictures pictures,
            Makes makes) {}

    public static void install(HubContext hub, Needs needs, List<JobPanel> jobPanels) {
        hub.database().mapRecord(SharedJob.class);
        var sharing = new Sharing(
                hub,
                new Sharing.Needs(
                        needs.designs(),
                        needs.blobs(),
                        needs.labs(),
                        needs.agents(),
                        needs.machines(),
                        needs.jobs().jobs(),
                        needs.jobs().ranAtAgent(),
                        needs.pictures(),
                        needs.makes()));
        hub.register(new AgentShareApi(sharing));
        hub.register(new ShareResource(sharing, needs.jobs().ranAtAgent(), needs.designs(), needs.blobs()));
        hub.register(new ShareApi(sharing));
        jobPanels.add(new SharePanel(sharing));
        hub.every(Duration.ofHours(1), "forgetting jobs that nobody shared", sharing::sweep);
    }
}
