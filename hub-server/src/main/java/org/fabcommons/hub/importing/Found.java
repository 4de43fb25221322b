// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fabcommons.hub.design.PublishResource;
import org.fabcommons.hub.vault.Tag;
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
 * @param design the id of that one; empty otherwise
 * @param called its name where it was; empty where it was no design
 * @param repository whether there is a repository, kept until it is published
 * @param head the newest revision of it
 * @param origin where it was; empty where that is not known
 * @param tags revisions that had a name which a release can have
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
        String design,
        String called,
        boolean repository,
        String head,
        String origin,
        List<Tag> tags,
        Fault fault) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Found NOTHING = new Found(
            "waiting", 0, 0, Proposal.NOTHING, Map.of(), List.of(), 0, false, "", "", false, "", "", List.of(), null);

    Found {
        // Imports that were found by an earlier hub say nothing of these.
        design = Objects.requireNonNullElse(design, "");
        called = Objects.requireNonNullElse(called, "");
        head = Objects.requireNonNullElse(head, "");
        tags = Objects.requireNonNullElse(tags, List.of());
    }

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

    record FieldFault(String field, String code, List<Object> arguments) {
        /** The path that it is about; nothing where it is about the whole. */
        String prefix() {
            return Set.of("file", "url").contains(field) ? "" : field + ": ";
        }
    }

    /** What was found, with how far something is that is done with it. */
    Found with(String now, long count, long of) {
        return as(now, count, of, null);
    }

    /** What was found, with why it could not be published as it was wanted. */
    Found with(Problem problem) {
        return as("ready", 0, 0, Fault.of(problem));
    }

    private Found as(String now, long count, long of, Fault why) {
        return new Found(
                now,
                count,
                of,
                proposal,
                files,
                leftOut,
                revisions,
                same,
                design,
                called,
                repository,
                head,
                origin,
                tags,
                why);
    }

    static Found at(String step, long done, long total) {
        return NOTHING.with(step, done, total);
    }

    static Found failed(Problem problem) {
        return NOTHING.with(problem);
    }

    /** The name to begin with. */
    String name() {
        return called.isEmpty() ? PublishResource.slug(proposal.title()) : called;
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
