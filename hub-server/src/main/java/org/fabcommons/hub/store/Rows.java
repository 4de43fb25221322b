// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.util.function.Function;

/** The statements of one feature; what goes into one call is one transaction. */
public final class Rows<S> {
    private final Database database;
    private final Class<S> statements;

    Rows(Database database, Class<S> statements) {
        this.database = database;
        this.statements = statements;
    }

    /** As {@link Database#read}. */
    public <T> T read(Function<S, T> query) {
        return database.read(handle -> query.apply(handle.attach(statements)));
    }

    /** As {@link Database#write}. */
    public <T> T write(Function<S, T> change) {
        return database.write(handle -> change.apply(handle.attach(statements)));
    }
}
