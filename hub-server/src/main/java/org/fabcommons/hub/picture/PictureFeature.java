// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import java.time.Duration;
import java.util.List;
import org.fabcommons.hub.agent.Agents;
import org.fabcommons.hub.job.JobPanel;
import org.fabcommons.hub.job.Jobs;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class PictureFeature {
    private PictureFeature() {}

    public static Pictures install(HubContext hub, Jobs jobs, Agents agents, Blobs blobs, List<JobPanel> jobPanels) {
        hub.database().mapRecord(JobPicture.class);
        hub.database().mapRecord(JobFilm.class);
        var pictures = new Pictures(hub, jobs, agents, blobs);
        hub.register(new AgentPictureApi(pictures));
        hub.register(new PictureApi(pictures, jobs));
        hub.register(new PictureResource(pictures, blobs));
        hub.register(new FilmResource(pictures, blobs));
        jobPanels.add(new PicturePanel(pictures));
        hub.every(Duration.ofMinutes(1), "forgetting old live pictures", pictures::sweep);
        return pictures;
    }
}
