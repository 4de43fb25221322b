// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Remembers what the objects of the repositories hold; an object never changes, so this is never wrong. */
final class Contents {
    private static final int MOST = 50_000;

    private final Map<ObjectId, Blob> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Blob> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<Blob> find(ObjectId object) {
        return Optional.ofNullable(known.get(object));
    }

    synchronized void add(ObjectId object, Blob content) {
        known.put(object, content);
    }
}
