// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface PersonStore {
    @SqlUpdate(
            """
            INSERT INTO person (id, handle, email, display_name, password_hash, created_at)
            VALUES (:id, :handle, :email, :displayName, :hash, :now)
            """)
    void add(String id, String handle, String email, String displayName, String hash, long now);

    /** People share their handles with groups. */
    @SqlUpdate("INSERT INTO owner (id, handle, kind) VALUES (:id, :handle, 'person')")
    void addOwner(String id, String handle);

    @SqlQuery("SELECT COUNT(*) FROM owner WHERE handle = :handle")
    int withHandle(String handle);

    @SqlQuery("SELECT COUNT(*) FROM person WHERE email = :email")
    int withEmail(String email);

    @SqlQuery(
            "SELECT id, handle, display_name, password_hash FROM person WHERE handle = :name OR email = :name LIMIT 1")
    Optional<PersonAccount> account(String name);

    @SqlQuery("SELECT id, handle, display_name, created_at FROM person WHERE handle = :handle")
    Optional<Person> byHandle(String handle);

    @SqlQuery("SELECT id, handle, display_name, created_at FROM person WHERE id = :id")
    Optional<Person> byId(String id);

    @SqlUpdate("INSERT INTO session (hash, person, created_at, expires_at) VALUES (:hash, :person, :now, :expires)")
    void addSession(String hash, String person, long now, long expires);

    @SqlQuery(
            """
            SELECT p.id, p.handle, p.display_name, p.created_at
            FROM session s JOIN person p ON p.id = s.person WHERE s.hash = :hash AND s.expires_at > :now
            """)
    Optional<Person> bySession(String hash, long now);

    @SqlUpdate("DELETE FROM session WHERE hash = :hash")
    void dropSession(String hash);

    @SqlUpdate("DELETE FROM session WHERE expires_at <= :now")
    int dropExpired(long now);

    @SqlUpdate("INSERT INTO token (id, hash, person, name, created_at) VALUES (:id, :hash, :person, :name, :now)")
    void addToken(String id, String hash, String person, String name, long now);

    @SqlQuery(
            """
            SELECT p.id, p.handle, p.display_name, p.created_at
            FROM token t JOIN person p ON p.id = t.person WHERE t.hash = :hash
            """)
    Optional<Person> byToken(String hash);

    @SqlQuery("SELECT id, name, created_at FROM token WHERE person = :person ORDER BY created_at DESC, id LIMIT 200")
    List<Token> tokens(String person);

    @SqlUpdate("DELETE FROM token WHERE id = :id AND person = :person")
    int dropToken(String id, String person);
}
