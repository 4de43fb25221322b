// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.MeshFault;
import org.fabcommons.hub.mesh.Stl;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.vault.Blobs;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What the meshes in the blob store measure; read once for each, then remembered. */
final class Meshes {
    private final Database database;
    private final Blobs blobs;

    Meshes(Database database, Blobs blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    @RegisterConstructorMapper(MeshFacts.class)
    interface MeshStore {
        @SqlQuery("SELECT triangles, width_mm, depth_mm, height_mm FROM mesh WHERE sha256 = :sha256")
        Optional<MeshFacts> find(String sha256);

        @SqlUpdate(
                """
                INSERT INTO mesh (sha256, triangles, width_mm, depth_mm, height_mm)
                VALUES (:sha256, :triangles, :width, :depth, :height) ON CONFLICT (sha256) DO NOTHING
                """)
        void add(String sha256, long triangles, double width, double depth, double height);
    }

    /** @throws MeshFault where the file is no mesh */
    MeshFacts measure(String sha256) throws IOException, MeshFault {
        var known = database.read(handle -> handle.attach(MeshStore.class).find(sha256));
        if (known.isPresent()) return known.get();
        var file = blobs.find(sha256).orElseThrow(() -> new IOException("the blob store has lost " + sha256));
        MeshFacts facts;
        try (var in = Files.newInputStream(file)) {
            facts = Stl.measure(in, Files.size(file));
        }
        database.write(handle -> {
            handle.attach(MeshStore.class)
                    .add(sha256, facts.triangles(), facts.widthMm(), facts.depthMm(), facts.heightMm());
            return true;
        });
        return facts;
    }

    /** The measures, where the file is a mesh. */
    Optional<MeshFacts> find(String sha256) {
        try {
            return Optional.of(measure(sha256));
        } catch (IOException | MeshFault unreadable) {
            return Optional.empty();
        }
    }
}
