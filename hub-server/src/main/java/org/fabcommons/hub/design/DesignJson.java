// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the API says of designs; times are ISO 8601, UTC. */
public final class DesignJson {
    private DesignJson() {}

    private static Optional<String> own(String licence) {
        return Optional.of(licence).filter(text -> !text.isEmpty());
    }

    /**
     * @param documentationLicence missing where it is the same, as for {@code softwareLicence}
     * @param url the page for people
     */
    public record Brief(
            String owner,
            String name,
            String title,
            String summary,
            String licence,
            Optional<String> documentationLicence,
            Optional<String> softwareLicence,
            List<String> tags,
            String headRevision,
            String createdAt,
            String updatedAt,
            String visibility,
            String url,
            Optional<String> picture) {
        public static Brief design(Design design) {
            return new Brief(
                    design.ownerHandle(),
                    design.name(),
                    design.title(),
                    design.summary(),
                    design.licence(),
                    own(design.parts().documentation()),
                    own(design.parts().software()),
                    design.tags(),
                    design.headRevision(),
                    Instant.ofEpochMilli(design.createdAt()).toString(),
                    Instant.ofEpochMilli(design.updatedAt()).toString(),
                    design.visibility().wireName(),
                    design.path(),
                    design.coverPath());
        }
    }

    /** @param url where its content is */
    record File(String path, long sizeBytes, String sha256, String mediaType, String url) {
        static File of(Design design, String revision, DesignFile file) {
            return new File(
                    file.path(),
                    file.sizeBytes(),
                    file.sha256(),
                    file.mediaType(),
                    "/api/v1/designs/" + design.fullName() + "/files/" + revision + "/" + file.encodedPath());
        }
    }

    /** @param items the files of this revision, in the order of their paths */
    record Files(String revision, List<File> items) {}

    /** A design with the files of its newest revision. */
    record Whole(@JsonUnwrapped Brief design, List<File> files) {
        static Whole of(Design design, List<DesignFile> files) {
            return new Whole(
                    Brief.design(design),
                    files.stream()
                            .map(file -> File.of(design, design.headRevision(), file))
                            .toList());
        }
    }

    /** @param authorHandle empty where the author is not of this hub */
    record Commit(String revision, String author, String authorHandle, String message, String createdAt) {
        static Commit of(Revision revision) {
            return new Commit(
                    revision.id(),
                    revision.author(),
                    revision.authorHandle(),
                    revision.message(),
                    Instant.ofEpochMilli(revision.createdAt()).toString());
        }
    }

    /** @param next the revision to ask {@code before} for more; missing when this was all */
    record Commits(List<Commit> items, Optional<String> next) {}
}
