// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.Optional;

/** The hub's settings; each has a default, so that no file is needed to start. */
public final class HubConfiguration extends Configuration {
    @NotNull
    @JsonProperty
    private String data = "data/hub";

    @JsonProperty
    private Optional<String> baseUrl = Optional.empty();

    @JsonProperty
    private boolean demo;

    @Min(0)
    @JsonProperty
    private long minFreeBytes = 256_000_000;

    @Min(1)
    @JsonProperty
    private long maxFileBytes = 2_000_000_000;

    @Min(1)
    @JsonProperty
    private long maxWaitingBytes = 20_000_000_000L;

    @Min(1)
    @JsonProperty
    private int uploadDays = 3;

    @JsonProperty
    private boolean importFromPrivateNetworks;

    @Min(0)
    @JsonProperty
    private int deletionGraceDays = 14;

    /** The folder that holds everything the hub keeps. */
    public Path data() {
        return Path.of(data).toAbsolutePath().normalize();
    }

    /** The hub's address as people know it; by default that of the connector. */
    public Optional<String> baseUrl() {
        return baseUrl;
    }

    /** Whether this is the demonstration. */
    public boolean demo() {
        return demo;
    }

    /** What stays free of the disk whatever people upload, so that the hub itself can go on, in bytes. */
    public long minFreeBytes() {
        return minFreeBytes;
    }

    /** How long a deleted design can be brought back, in days. */
    public int deletionGraceDays() {
        return deletionGraceDays;
    }

    /** How much one person may have uploaded that no revision names yet, in bytes. */
    public long maxWaitingBytes() {
        return maxWaitingBytes;
    }

    /** Whether designs may be imported from git servers on this computer and in private networks. */
    public boolean importFromPrivateNetworks() {
        return importFromPrivateNetworks;
    }

    /** How many days an upload waits for its next piece, or for the revision that names it. */
    public int uploadDays() {
        return uploadDays;
    }

    /** How large one file of a design may be, in bytes. */
    public long maxFileBytes() {
        return maxFileBytes;
    }
}
