// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.servlets.tasks.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.vault.Garbage;
import org.fabcommons.hub.web.HubContext;

/** Collects garbage once a day, and when whoever runs the hub asks for it on the administration port. */
final class Collecting {
    private Collecting() {}

    static void install(HubContext hub, Environment environment, Garbage garbage) {
        hub.every(Duration.ofDays(1), "collecting garbage", () -> {
            try {
                garbage.collect();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        environment.admin().addTask(new Task("gc") {
            @Override
            public void execute(Map<String, List<String>> parameters, PrintWriter out) throws IOException {
                var collected = garbage.collect();
                out.println(collected.blobs() + " unused files of " + collected.bytes() + " bytes taken away, "
                        + collected.repositories() + " repositories packed");
            }
        });
    }
}
