// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code restore FOLDER}: puts a backup in the place of what a hub keeps. */
final class RestoreCommand extends ConfiguredCommand<HubConfiguration> {
    RestoreCommand() {
        super("restore", "Puts a backup in the place of what a hub keeps");
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("folder").help("the folder of the copy");
    }

    @Override
    protected void run(Bootstrap<HubConfiguration> bootstrap, Namespace namespace, HubConfiguration configuration)
            throws IOException {
        var data = configuration.data();
        var restore = new Restore(data);
        var mark = restore.prepare(Path.of(namespace.getString("folder")));
        System.out.println("Laid " + mark.repositories() + " designs and " + mark.blobs() + " files ready.");
        try (var claimed = DataFolder.claim(data)) {
            var before = restore.finish();
            System.out.println("They are in place in " + claimed.path() + "; what was there before is in "
                    + before.map(Path::toString).orElse("no other place") + ".");
        } catch (DataFolder.Busy running) {
            System.out.println("The hub is running: they take their place when it starts the next time.");
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable fault) {
        Plainly.tell(cli, fault);
    }
}
