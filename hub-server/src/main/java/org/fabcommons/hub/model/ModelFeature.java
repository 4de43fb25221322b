// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class ModelFeature {
    private ModelFeature() {}

    public static Models install(HubContext hub, VaultFeature.Rooms rooms) {
        hub.database().mapRecord(ModelRow.class);
        hub.database().mapRecord(Turn.class);
        var pictures = new Pictures(hub.data().resolve("pictures/" + Models.EDITION));
        var desk = hub.data().resolve("desk");
        try {
            Files.createDirectories(desk);
            try (var left = Files.list(desk)) {
                // What a crash left lying there.
                for (var file : left.toList()) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("models cannot be looked at in " + desk, e);
        }
        var looking = new Looking(hub.database(), hub.clock(), rooms, pictures, desk);
        looking.begin();
        hub.every(Duration.ofSeconds(1), "looking at models", looking::round);
        var thumbnails = new Thumbnails(hub.data().resolve("pictures"));
        hub.every(Duration.ofHours(1), "taking old small pictures away", thumbnails::sweep);
        return new Models(hub.database(), hub.clock(), pictures, thumbnails);
    }
}
