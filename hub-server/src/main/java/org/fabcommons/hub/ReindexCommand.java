// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.EnvironmentCommand;
import io.dropwizard.core.setup.Environment;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code reindex}: what the hub knows of designs is read anew from their repositories. The hub must not run meanwhile. */
final class ReindexCommand extends EnvironmentCommand<HubConfiguration> {
    private final HubApplication application;

    ReindexCommand(HubApplication application) {
        super(application, "reindex", "Reads all designs anew from their repositories");
        this.application = application;
    }

    @Override
    protected void run(Environment environment, Namespace namespace, HubConfiguration configuration) {
        int designs = application.reindex();
        System.out.println("Read " + designs + " designs from their repositories.");
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable fault) {
        Plainly.tell(cli, fault);
    }
}
