// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Repository;

/**
 * What the hub keeps with a repository beside its history: lines of a section of its config, which is written as a
 * whole or not at all, and which neither a clone nor a push touches.
 */
final class Label {
    private static final String SECTION = "fabcommons";

    private Label() {}

    static Map<String, List<String>> read(Repository repository) {
        Map<String, List<String>> label = new LinkedHashMap<>();
        var config = repository.getConfig();
        for (var name : config.getNames(SECTION)) label.put(name, List.of(config.getStringList(SECTION, null, name)));
        return Collections.unmodifiableMap(label);
    }

    static void write(Repository repository, Map<String, List<String>> label) throws IOException {
        var config = repository.getConfig();
        config.unsetSection(SECTION, null);
        label.forEach((name, values) -> config.setStringList(SECTION, null, name, values));
        config.save();
    }
}
