// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profile;

/**
 * Checks files against profiles and remembers the last few hundred results, since the page that offers machines asks
 * again and again. At most two files are read at a time, so that many visitors cost waiting and not the whole machine.
 */
final class Analyses {
    private static final int KEPT = 500;

    private final Semaphore reading = new Semaphore(2, true);
    private final Map<Key, Analysis> known = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Analysis> eldest) {
            return size() > KEPT;
        }
    });

    private record Key(String sha256, Profile profile) {}

    /** Opens a file's content. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    Analysis of(String sha256, Content content, Profile profile) {
        var key = new Key(sha256, profile);
        var before = known.get(key);
        if (before != null) return before;
        reading.acquireUninterruptibly();
        try (var in = new BufferedInputStream(content.open())) {
            var checked = Preflight.check(in, profile);
            var analysis = new Analysis(checked.toolpath(), checked.findings());
            known.put(key, analysis);
            return analysis;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + sha256 + " could not be read", e);
        } finally {
            reading.release();
        }
    }
}
