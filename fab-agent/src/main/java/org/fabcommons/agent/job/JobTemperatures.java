// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.fabcommons.link.Curve;
import org.fabcommons.link.LinkJson;

/** How far and how warm the machines were during the last jobs. Safe to call from any thread. */
public final class JobTemperatures {
    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS job_temperatures (job TEXT PRIMARY KEY REFERENCES job (id), samples TEXT NOT"
                    + " NULL)";

    /** Jobs whose temperatures are kept: some megabytes at most. */
    private static final int JOBS = 500;

    private final Sqlite sqlite;

    JobTemperatures(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    /** Keeps them, in the place of what was kept of this job before. */
    void keep(String job, List<Curve.Moment> samples) {
        if (samples.isEmpty()) return;
        try {
            var json = LinkJson.mapper().writeValueAsString(samples);
            sqlite.transaction(() -> {
                sqlite.update(
                        """
                        INSERT INTO job_temperatures (job, samples) VALUES (?, ?)
                        ON CONFLICT (job) DO UPDATE SET samples = excluded.samples
                        """,
                        job,
                        json);
                return sqlite.update(
                        """
                        DELETE FROM job_temperatures
                        WHERE job NOT IN (SELECT id FROM job ORDER BY created_at DESC, id LIMIT ?)
                        """,
                        JOBS);
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("temperatures could not be written", e);
        }
    }

    /** What is kept of this job, oldest first. */
    public List<Curve.Moment> of(String job) {
        return sqlite
                .query("SELECT samples FROM job_temperatures WHERE job = ?", row -> row.getString("samples"), job)
                .stream()
                .findFirst()
                .map(JobTemperatures::samples)
                .orElse(List.of());
    }

    private static List<Curve.Moment> samples(String json) {
        try {
            return LinkJson.mapper().readValue(json, new TypeReference<List<Curve.Moment>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("temperatures in the journal could not be read", e);
        }
    }
}
