// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.licence.PartLicences;

/**
 * What a design says about itself, kept in its repository, so that repositories are all a hub needs to know its designs.
 *
 * @param format 1; a later one may add fields, which are ignored here
 * @param owner the owner's handle
 * @param licence of the hardware, and of all that has none of its own
 * @param licences those of documentation and software, where they have their own
 * @param createdAt UTC epoch milliseconds
 * @param derivedFrom the designs it was made of, the main one first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({
    "format",
    "id",
    "owner",
    "name",
    "title",
    "summary",
    "licence",
    "licences",
    "tags",
    "createdAt",
    "derivedFrom"
})
public record Manifest(
        int format,
        String id,
        String owner,
        String name,
        String title,
        String summary,
        String licence,
        Optional<PartLicences> licences,
        List<String> tags,
        long createdAt,
        List<Ancestor> derivedFrom) {
    /** Where it stands in a repository. */
    public static final String PATH = ".fabcommons/design.yml";

    private static final ObjectMapper YAML = new ObjectMapper(
                    new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER))
            .registerModule(new Jdk8Module());

    public Manifest {
        licences = written(licences);
        tags = List.copyOf(tags);
        derivedFrom = derivedFrom == null ? List.of() : List.copyOf(derivedFrom);
    }

    /**
     * A design that this one was made of.
     *
     * @param design its id on this hub
     * @param fullName {@code owner/name} at the time, for readers of the file
     * @param note what was taken or changed, in the author's words; may be empty
     * @param kind how it goes back to it: {@code remix}, which older manifests do not say, or one of the other kinds
     * @param title the ancestor's title then, and with its SPDX licence the credit that outlives it; older ones are empty
     * @param licences the licences that its documentation and software had of their own
     * @param judgement what the rules of licences said when it was recorded; older ones have none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Ancestor(
            String design,
            String fullName,
            String revision,
            String note,
            String kind,
            String title,
            String licence,
            Optional<PartLicences> licences,
            Optional<Judgement> judgement) {
        public Ancestor(
                String design,
                String fullName,
                String revision,
                String note,
                String kind,
                String title,
                String licence,
                PartLicences licences) {
            this(design, fullName, revision, note, kind, title, licence, Optional.of(licences), Optional.empty());
        }

        public Ancestor {
            licences = written(licences);
            judgement = judgement == null ? Optional.empty() : judgement;
            note = note == null ? "" : note;
            kind = kind == null ? "remix" : kind;
            title = title == null ? "" : title;
            licence = licence == null ? "" : licence;
        }

        /** What must stay as it was recorded, since it may be all that is left of it. */
        List<Object> credit() {
            return List.of(fullName, title, licence, licences, kind, judgement);
        }

        /** The same with what the rules of licences say of it. */
        public Ancestor judged(Judgement verdict) {
            return new Ancestor(design, fullName, revision, note, kind, title, licence, licences, Optional.of(verdict));
        }

        /** The licences of its parts as they were. */
        public PartLicences parts() {
            return licences.orElse(PartLicences.NONE);
        }
    }

    /**
     * What the rules of licences said of an ancestor.
     *
     * @param outcome permitted, refused or needs-permission
     * @param rules their version
     * @param conditions the names of the conditions it is permitted on
     * @param permission the id of the permission that decided, where one did
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Judgement(String outcome, String rules, List<String> conditions, Optional<String> permission) {
        public Judgement {
            outcome = outcome == null ? "" : outcome;
            rules = rules == null ? "" : rules;
            conditions = conditions == null ? List.of() : List.copyOf(conditions);
            permission = permission == null ? Optional.empty() : permission;
        }
    }

    /** The same design made of these. */
    public Manifest with(List<Ancestor> ancestors) {
        return new Manifest(format, id, owner, name, title, summary, licence, licences, tags, createdAt, ancestors);
    }

    /** The same under these licences. */
    public Manifest licensed(String hardware, PartLicences parts) {
        return new Manifest(
                format, id, owner, name, title, summary, hardware, Optional.of(parts), tags, createdAt, derivedFrom);
    }

    /** The licences that documentation and software have of their own. */
    public PartLicences parts() {
        return licences.orElse(PartLicences.NONE);
    }

    private static Optional<PartLicences> written(Optional<PartLicences> licences) {
        return licences == null ? Optional.empty() : licences.filter(parts -> !parts.isNone());
    }

    /** What its author says of it. */
    About about() {
        return new About(title, summary, licence, tags, parts());
    }

    /** Described anew; owner and name are those of today. */
    Manifest with(About about, Design design) {
        return new Manifest(
                format,
                id,
                design.ownerHandle(),
                design.name(),
                about.title(),
                about.summary(),
                about.licence(),
                Optional.of(about.parts()),
                about.tags(),
                createdAt,
                derivedFrom);
    }

    /** What is left for the credit: what it was, whose, and what it was made of. */
    Manifest asTombstone(Design design) {
        return new Manifest(
                format,
                id,
                design.ownerHandle(),
                design.name(),
                title,
                summary,
                licence,
                licences,
                List.of(),
                createdAt,
                derivedFrom);
    }

    byte[] toYaml() throws IOException {
        return ("# Kept by the hub. Change it on the design's page.\n" + YAML.writeValueAsString(this))
                .getBytes(StandardCharsets.UTF_8);
    }

    static Manifest read(InputStream in) throws IOException {
        return YAML.readValue(in, Manifest.class);
    }
}
