// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.FileKind;
import org.fabcommons.hub.mesh.MeshFault;
import org.fabcommons.hub.mesh.Stl;
import org.fabcommons.hub.vault.Blobs;

/** Measures models that are compared, and remembers; a content never changes. */
final class Shapes {
    /** Reading a larger one would keep a page waiting. */
    private static final long MAX_BYTES = 64_000_000;

    private static final int MOST = 2_000;

    private final Blobs blobs;
    private final Map<String, Optional<Shape>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Shape>> eldest) {
            return size() > MOST;
        }
    };

    Shapes(Blobs blobs) {
        this.blobs = blobs;
    }

    /** The measures; empty for what is no mesh, or too large. */
    Optional<Shape> of(DesignFile file) {
        if (file.kind() != FileKind.MESH || file.sizeBytes() > MAX_BYTES) return Optional.empty();
        synchronized (known) {
            var found = known.get(file.sha256());
            if (found != null) return found;
        }
        var shape = measured(file);
        synchronized (known) {
            known.put(file.sha256(), shape);
        }
        return shape;
    }

    private Optional<Shape> measured(DesignFile file) {
        var path = blobs.find(file.sha256());
        if (path.isEmpty()) return Optional.empty();
        try (var first = Files.newInputStream(path.get());
                var second = Files.newInputStream(path.get())) {
            return Optional.of(
                    new Shape(Stl.measure(first, file.sizeBytes()), Stl.volumeMm3(second, file.sizeBytes())));
        } catch (IOException | MeshFault unreadable) {
            return Optional.empty();
        }
    }
}
