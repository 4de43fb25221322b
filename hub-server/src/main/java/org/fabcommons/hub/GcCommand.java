// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.EnvironmentCommand;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code gc}: takes unused blobs away and packs repositories. A running hub does it by itself every night. */
final class GcCommand extends EnvironmentCommand<HubConfiguration> {
    private final HubApplication application;

    GcCommand(HubApplication application) {
        super(application, "gc", "Takes files away that nothing names any more, and packs repositories");
        this.application = application;
    }

    @Override
    protected void run(Environment environment, Namespace namespace, HubConfiguration configuration)
            throws IOException {
        var collected = application.garbage().collect();
        System.out.println("Took " + collected.blobs() + " unused files of " + collected.bytes()
                + " bytes away and packed " + collected.repositories() + " repositories.");
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable fault) {
        Plainly.tell(cli, fault);
    }
}
