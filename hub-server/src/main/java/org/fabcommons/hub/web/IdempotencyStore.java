// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface IdempotencyStore {
    /** 1 where the key was new, 0 where it was not. */
    @SqlUpdate(
            """
            INSERT INTO idempotent_request (key_hash, hub_start, started_at) VALUES (:keyHash, :hubStart, :now)
            ON CONFLICT (key_hash) DO NOTHING
            """)
    int begin(String keyHash, String hubStart, long now);

    @SqlQuery(
            """
            SELECT hub_start, fingerprint, status, location, content_type, sealed
            FROM idempotent_request WHERE key_hash = :keyHash
            """)
    Optional<IdempotentRequest> find(String keyHash);

    @SqlUpdate(
            """
            UPDATE idempotent_request SET fingerprint = :fingerprint, status = :status, location = :location,
                content_type = :contentType, sealed = :sealed
            WHERE key_hash = :keyHash
            """)
    int keep(
            String keyHash,
            String fingerprint,
            int status,
            Optional<String> location,
            Optional<String> contentType,
            Optional<String> sealed);

    @SqlUpdate("DELETE FROM idempotent_request WHERE key_hash = :keyHash")
    int forget(String keyHash);

    @SqlUpdate("DELETE FROM idempotent_request WHERE started_at < :before")
    int forgetBefore(long before);
}
