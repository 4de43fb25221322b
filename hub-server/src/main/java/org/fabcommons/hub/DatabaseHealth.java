// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.codahale.metrics.health.HealthCheck;
import org.fabcommons.hub.store.Database;

/** Healthy while the database answers. */
final class DatabaseHealth extends HealthCheck {
    private final Database database;

    DatabaseHealth(Database database) {
        this.database = database;
    }

    @Override
    protected Result check() {
        database.read(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one());
        return Result.healthy();
    }
}
