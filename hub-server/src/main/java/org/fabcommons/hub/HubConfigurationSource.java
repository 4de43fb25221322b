// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the configuration file that was named; without one, the defaults that the program brings. */
record HubConfigurationSource(ConfigurationSourceProvider defaults) implements ConfigurationSourceProvider {
    @Override
    public InputStream open(String path) throws IOException {
        return Files.exists(Path.of(path))
                ? new FileConfigurationSourceProvider().open(path)
                : defaults.open("hub.yml");
    }
}
