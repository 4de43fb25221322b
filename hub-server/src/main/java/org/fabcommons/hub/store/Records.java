// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Which records queries fill by the names of their components; more may come while queries run. */
final class Records implements RowMapperFactory {
    private final Map<Type, RowMapper<?>> mappers = new ConcurrentHashMap<>();

    void add(Class<? extends Record> record) {
        mappers.put(record, ConstructorMapper.of(record));
    }

    @Override
    public Optional<RowMapper<?>> build(Type type, ConfigRegistry config) {
        return Optional.ofNullable(mappers.get(type));
    }
}
