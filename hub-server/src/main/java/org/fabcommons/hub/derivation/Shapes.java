// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.mesh.Limits;
import org.fabcommons.hub.mesh.MeshFault;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.mesh.Survey;
import org.fabcommons.hub.vault.Blobs;

/** Measures models that are compared, and remembers; a content never changes. */
final class Shapes {
    /** Reading a larger one would keep a page waiting. */
    private static final long MAX_BYTES = 64_000_000;

    private static final int MOST = 2_000;
    private static final Limits LIMITS = new Limits(1_500_000, 200_000_000, () -> {});

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
        if (!ModelFormat.named(file.path()).map(ModelFormat::measured).orElse(false) || file.sizeBytes() > MAX_BYTES)
            return Optional.empty();
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
        try {
            var format = ModelFormat.recognise(path.get()).filter(ModelFormat::measured);
            if (format.isEmpty()) return Optional.empty();
            var facts = Survey.of(format.get().read(path.get(), LIMITS), LIMITS);
            return Optional.of(new Shape(facts, facts.volumeMm3()));
        } catch (IOException | MeshFault unreadable) {
            return Optional.empty();
        }
    }
}
