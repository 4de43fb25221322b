// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.store.Database;

/** What may be asked of models, by the SHA-256 of their content. */
public final class Models {
    /** Raised when measuring or drawing gets better, so that everything known is found out anew. */
    static final int EDITION = 1;
    /** Raised when only what is read of these formats gets better; those that are known are read again in the background. */
    private static final Map<ModelFormat, Integer> EDITIONS = Map.of(
            ModelFormat.STEP, 2,
            ModelFormat.PLY, 2,
            ModelFormat.GLTF, 2,
            ModelFormat.DXF, 2,
            ModelFormat.SVG, 2,
            ModelFormat.GCODE, 2,
            ModelFormat.PLOT, 3);

    private static final int AT_ONCE = 500;

    private final Database database;
    private final InstantSource clock;
    private final Pictures pictures;
    private final Thumbnails thumbnails;

    Models(Database database, InstantSource clock, Pictures pictures, Thumbnails thumbnails) {
        this.database = database;
        this.clock = clock;
        this.pictures = pictures;
        this.thumbnails = thumbnails;
    }

    static int edition(ModelFormat format) {
        return EDITIONS.getOrDefault(format, EDITION);
    }

    /**
     * A file that may be a model.
     *
     * @param design the id of a repository that has it
     */
    public record Source(String sha256, String design, String revision, String path) {}

    /** Has these looked at, unless that was done or is going to be. */
    public void want(Collection<Source> sources) {
        if (sources.isEmpty()) return;
        database.write(handle -> {
            var store = handle.attach(ModelStore.class);
            long now = clock.millis();
            for (var source : sources)
                store.want(source.sha256(), source.design(), source.revision(), source.path(), now, EDITION);
            return true;
        });
    }

    /** Small pictures, of models and of other pictures. */
    public Thumbnails thumbnails() {
        return thumbnails;
    }

    /** What is known of these; those that nobody asked about yet are missing. */
    public Map<String, Model> find(Collection<String> sha256s) {
        Map<String, Model> found = new HashMap<>();
        var all = new ArrayList<>(sha256s);
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            List<String> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
            for (var row :
                    database.read(handle -> handle.attach(ModelStore.class).find(some)))
                found.put(row.sha256(), row.model());
        }
        return found;
    }

    /** What a file measures, where it was measured. */
    public Optional<MeshFacts> facts(String sha256) {
        return Optional.ofNullable(find(List.of(sha256)).get(sha256)).flatMap(Model::facts);
    }

    /** The picture of a measured model, a PNG. One that was lost is drawn again before long. */
    public Optional<Path> picture(String sha256) {
        var file = pictures.find(sha256);
        if (file.isEmpty() && facts(sha256).isPresent())
            database.write(handle -> {
                handle.attach(ModelStore.class).again(sha256, clock.millis());
                return true;
            });
        return file;
    }
}
