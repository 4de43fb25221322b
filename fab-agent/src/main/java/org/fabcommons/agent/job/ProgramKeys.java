// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys that programs show, kept as hashes. A key is also the password of the user {@link #USER} where a program
 * signs in by HTTP Digest. Safe to call from any thread.
 */
public final class ProgramKeys {
    /** With this name, and a key as the password, a program signs in that asks for both. */
    public static final String USER = "fab";

    /** Part of what is hashed for HTTP Digest: another one makes all such passwords wrong. */
    public static final String REALM = "FabCommons agent";

    private static final int MOST = 50;
    private static final int BYTES = 24;

    static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS app_key (
              id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, app TEXT NOT NULL, created_at INTEGER NOT NULL)
            """,
            // Keys made before this table was there have no row in it.
            """
            CREATE TABLE IF NOT EXISTS app_key_for (
              key TEXT PRIMARY KEY REFERENCES app_key (id) ON DELETE CASCADE, machine TEXT, digest TEXT NOT NULL)
            """);

    private final Sqlite sqlite;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    ProgramKeys(Sqlite sqlite, InstantSource clock) {
        this.sqlite = sqlite;
        this.clock = clock;
    }

    /**
     * A program that may send files here.
     *
     * @param machine to which all goes that it sends without naming a machine, and the only one that it may name; any
     *     machine when empty
     */
    public record Program(String id, String app, Optional<String> machine, Instant createdAt) {}

    /** A new key for this program; it is shown once. */
    public String make(String app, Optional<String> machine) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = "fal_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var id = UUID.randomUUID().toString();
        sqlite.transaction(() -> {
            sqlite.update(
                    "INSERT INTO app_key (id, hash, app, created_at) VALUES (?, ?, ?, ?)",
                    id,
                    hash("SHA-256", secret),
                    app,
                    clock.millis());
            sqlite.update(
                    "INSERT INTO app_key_for (key, machine, digest) VALUES (?, ?, ?)",
                    id,
                    machine.orElse(null),
                    hash("MD5", USER + ":" + REALM + ":" + secret));
            return sqlite.update(
                    "DELETE FROM app_key WHERE id NOT IN (SELECT id FROM app_key ORDER BY created_at DESC, id LIMIT ?)",
                    MOST);
        });
        return secret;
    }

    private static final String ALL =
            "SELECT k.*, f.machine, f.digest FROM app_key k LEFT JOIN app_key_for f ON f.key = k.id ";

    /** The program that has this key. */
    public Optional<Program> with(String secret) {
        return sqlite.query(ALL + "WHERE k.hash = ?", ProgramKeys::program, hash("SHA-256", secret)).stream()
                .findFirst();
    }

    /** The programs by what HTTP Digest calls H(A1) of their keys (RFC 7616, with MD5). */
    public Map<String, Program> byDigest() {
        Map<String, Program> all = new LinkedHashMap<>();
        sqlite.query(
                        ALL + "WHERE f.digest IS NOT NULL ORDER BY k.created_at DESC, k.id",
                        row -> Map.entry(row.getString("digest"), program(row)))
                .forEach(one -> all.put(one.getKey(), one.getValue()));
        return all;
    }

    /** The programs that may come in, newest first. */
    public List<Program> all() {
        return sqlite.query(ALL + "ORDER BY k.created_at DESC, k.id", ProgramKeys::program);
    }

    public void forget(String id) {
        sqlite.transaction(() -> sqlite.update("DELETE FROM app_key WHERE id = ?", id));
    }

    private static Program program(ResultSet row) throws SQLException {
        return new Program(
                row.getString("id"),
                row.getString("app"),
                Optional.ofNullable(row.getString("machine")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static String hash(String how, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(how).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
