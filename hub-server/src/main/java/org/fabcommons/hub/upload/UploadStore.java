// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(ResumableUpload.class)
interface UploadStore {
    String COLUMNS = "SELECT id, person, name, size_bytes, sha256, created_at, expires_at FROM upload ";

    @SqlUpdate(
            """
            INSERT INTO upload (id, person, name, size_bytes, created_at, expires_at)
            VALUES (:id, :person, :name, :size, :now, :expires)
            """)
    void add(String id, String person, String name, long size, long now, long expires);

    @SqlQuery(COLUMNS + "WHERE id = :id AND person = :person")
    Optional<ResumableUpload> find(String person, String id);

    @SqlQuery(COLUMNS + "WHERE person = :person ORDER BY created_at DESC, id LIMIT :limit")
    List<ResumableUpload> of(String person, int limit);

    @SqlQuery("SELECT COALESCE(SUM(size_bytes), 0) FROM upload WHERE person = :person")
    long bytes(String person);

    @SqlQuery("SELECT COUNT(*) FROM upload WHERE person = :person")
    int count(String person);

    /** What is still on its way, of everybody. */
    @SqlQuery(COLUMNS + "WHERE sha256 IS NULL ORDER BY created_at, id LIMIT :limit")
    List<ResumableUpload> arriving(int limit);

    @SqlUpdate("UPDATE upload SET sha256 = :sha256 WHERE id = :id")
    int whole(String id, String sha256);

    @SqlUpdate("UPDATE upload SET expires_at = :expires WHERE id = :id")
    int prolong(String id, long expires);

    @SqlUpdate("DELETE FROM upload WHERE id = :id")
    int drop(String id);

    @SqlQuery(COLUMNS + "WHERE expires_at < :now ORDER BY expires_at, id LIMIT :limit")
    List<ResumableUpload> expired(long now, int limit);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM upload WHERE id = :id)")
    boolean isKnown(String id);
}
