// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.fabcommons.hub.web.Format;

/** {@code backup FOLDER}: copies everything a hub keeps, also while it is running, into a new folder. */
final class BackupCommand extends ConfiguredCommand<HubConfiguration> {
    BackupCommand() {
        super("backup", "Copies everything a hub keeps, also while it is running, into a new folder");
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("folder").help("the folder of the copy");
    }

    @Override
    protected void run(Bootstrap<HubConfiguration> bootstrap, Namespace namespace, HubConfiguration configuration)
            throws IOException {
        var mark = Backup.make(configuration.data(), Path.of(namespace.getString("folder")));
        System.out.println("Copied " + mark.repositories() + " designs and " + mark.blobs() + " files, "
                + new Format(Locale.ENGLISH).bytes(mark.bytes()) + ".");
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable fault) {
        Plainly.tell(cli, fault);
    }
}
