// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.web.Problem;

/**
 * What is known of an import: how far it is, what was found, or why it failed.
 *
 * @param step what is being done, a key of {@code importing.step}
 * @param done,total of what the step counts; a total of 0 is not known
 * @param proposal what it says of itself
 * @param files what an archive holds: SHA-256 and size by path; of a repository only how many count
 * @param leftOut paths that were not taken in, since they belong to programs and not to the design
 * @param revisions how many it brings
 * @param same whether it was a design of a hub already, and stays the same one
 * @param repository whether there is a repository, kept until it is published
 * @param origin where it was; empty where that is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Found(
        String step,
        long done,
        long total,
        Proposal proposal,
        Map<String, File> files,
        List<String> leftOut,
        int revisions,
        boolean same,
        boolean repository,
        String origin,
        Fault fault) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Found NOTHING =
            new Found("waiting", 0, 0, Proposal.NOTHING, Map.of(), List.of(), 0, false, false, "", null);

    /** A file of an archive. */
    record File(String sha256, long bytes) {}

    /** Why it failed: a problem, as it is told in whichever language. */
    record Fault(String code, List<Object> arguments, List<FieldFault> faults) {
        static Fault of(Problem problem) {
            return new Fault(
                    problem.code(),
                    problem.arguments(),
                    problem.faults().stream()
                            .map(fault -> new FieldFault(fault.field(), fault.code(), fault.arguments()))
                            .toList());
        }
    }

    record FieldFault(String field, String code, List<Object> arguments) {}

    /** What a folder holds, before anybody has looked at it. */
    static Found folder(Map<String, Blob> files) {
        Map<String, File> sent = new LinkedHashMap<>();
        files.forEach((path, blob) -> sent.put(path, new File(blob.sha256(), blob.sizeBytes())));
        return new Found("waiting", 0, 0, Proposal.NOTHING, sent, List.of(), 0, false, false, "", null);
    }

    static Found at(String step, long done, long total) {
        return new Found(step, done, total, Proposal.NOTHING, Map.of(), List.of(), 0, false, false, "", null);
    }

    static Found failed(Problem problem) {
        return new Found("failed", 0, 0, Proposal.NOTHING, Map.of(), List.of(), 0, false, false, "", Fault.of(problem));
    }

    long bytes() {
        return files.values().stream().mapToLong(File::bytes).sum();
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Found read(String json) {
        try {
            return JSON.readValue(json, Found.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an import's line cannot be read", e);
        }
    }
}
