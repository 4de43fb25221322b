// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.vault.Commit;
import org.fabcommons.hub.vault.Draft;
import org.fabcommons.hub.web.Caller;

/** Writes down who made a revision and what is in it, and reads it again. */
final class Drafts {
    private static final String MAIL_HOST = "@users.noreply.fabcommons";

    private final Blobs blobs;
    private final InstantSource clock;

    Drafts(Blobs blobs, InstantSource clock) {
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Keeps content that was just made. */
    Map<String, Blob> keep(Map<String, byte[]> files) throws IOException {
        Map<String, Blob> kept = new HashMap<>();
        for (var file : files.entrySet())
            kept.put(file.getKey(), blobs.put(new ByteArrayInputStream(file.getValue()), file.getValue().length));
        return kept;
    }

    /** Files with the manifest that describes them. */
    Map<String, Blob> withManifest(Map<String, Blob> files, Manifest manifest) throws IOException {
        var yaml = manifest.toYaml();
        var all = new HashMap<>(files);
        all.put(Manifest.PATH, blobs.put(new ByteArrayInputStream(yaml), yaml.length));
        return all;
    }

    Draft of(
            Caller.Person author,
            String message,
            Optional<String> base,
            Map<String, Blob> put,
            Set<String> remove,
            Optional<Draft.Merged> merged) {
        return new Draft(
                base, author.displayName(), mail(author.handle()), message, put, remove, clock.millis(), merged);
    }

    /** The address that revisions record for a person of this hub. */
    static String mail(String handle) {
        return handle + MAIL_HOST;
    }

    /** The handle of a person of this hub by the address that revisions record; empty for everybody else. */
    static String handle(String mail) {
        return mail.endsWith(MAIL_HOST) ? mail.substring(0, mail.length() - MAIL_HOST.length()) : "";
    }

    static Revision revision(Commit commit) {
        return new Revision(
                commit.id(), commit.authorName(), handle(commit.authorEmail()), commit.message(), commit.committedAt());
    }
}
