// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Telemetry;

/** How warm the machines were during the last jobs. Safe to call from any thread. */
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

    /**
     * A moment of a job.
     *
     * @param seconds since the machine was told to start
     * @param sensors degrees Celsius by sensor
     */
    public record Sample(long seconds, Map<String, Telemetry.Temperature> sensors) {}

    /** Keeps them, in the place of what was kept of this job before. */
    void keep(String job, List<Sample> samples) {
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
    public List<Sample> of(String job) {
        return sqlite
                .query("SELECT samples FROM job_temperatures WHERE job = ?", row -> row.getString("samples"), job)
                .stream()
                .findFirst()
                .map(JobTemperatures::samples)
                .orElse(List.of());
    }

    private static List<Sample> samples(String json) {
        try {
            return LinkJson.mapper().readValue(json, new TypeReference<List<Sample>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("temperatures in the journal could not be read", e);
        }
    }
}
