// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.sqlobject.SqlObjectFactory;

/**
 * Gives the store that was attached to a handle before, where there is one: Jdbi looks at all methods of a store each time
 * one is attached, which takes longer than most of our queries.
 */
final class KeptStores implements ExtensionFactory {
    /** Those of one handle, which one thread has at a time. */
    public static final class OfHandle implements JdbiConfig<OfHandle> {
        private final Map<Class<?>, Object> attached = new HashMap<>();

        @Override
        public OfHandle createCopy() {
            return new OfHandle();
        }
    }

    @Override
    public boolean accepts(Class<?> type) {
        return type.isInterface();
    }

    @Override
    public <E> E attach(Class<E> type, HandleSupplier handle) {
        var config = handle.getConfig();
        var kept = config.get(OfHandle.class).attached.computeIfAbsent(type, unknown -> config.get(Extensions.class)
                .findFactory(SqlObjectFactory.class)
                .orElseThrow()
                .attach(type, handle));
        return type.cast(kept);
    }

    @Override
    public Set<FactoryFlag> getFactoryFlags() {
        return Set.of(FactoryFlag.DONT_USE_PROXY);
    }
}
