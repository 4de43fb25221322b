// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Draft;
import org.fabcommons.hub.vault.FilePath;
import org.fabcommons.hub.vault.StoredFile;
import org.fabcommons.hub.vault.Tag;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/** What may be asked of releases. */
public final class Releases implements DesignListener {
    static final int PAGE = 30;
    static final int MAX_TITLE = 100;
    static final int MAX_NOTES = 20_000;
    static final int MAX_ARTEFACTS = 50;
    private static final int MAX_RELEASES = 1_000;
    private static final String MAIL_HOST = "@users.noreply.fabcommons";

    private final HubContext hub;
    private final Rows<ReleaseStore> rows;
    private final Designs designs;
    private final VaultFeature.Rooms rooms;

    Releases(HubContext hub, Designs designs, VaultFeature.Rooms rooms) {
        this.hub = hub;
        rows = hub.database().rows(ReleaseStore.class);
        this.designs = designs;
        this.rooms = rooms;
    }

    /**
     * A release as somebody wants it.
     *
     * @param title empty to be called by its name
     * @param revision {@code head}, or a commit, full or shortened
     * @param artefacts what is kept with it beside the revision's own files, by name
     */
    record Wish(String name, String title, String notes, String revision, Map<String, Blob> artefacts) {}

    /** A file that belongs to a release and not to the revision. */
    public record Artefact(String name, long sizeBytes, String sha256) {
        /** The name as part of an address. */
        public String encoded() {
            return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /**
     * Gives a revision a name for good.
     *
     * @throws Problem INVALID with all faults, CONFLICT where the name is taken
     */
    Release make(Caller.Person author, Design design, Wish wish) {
        List<FieldFault> faults = new ArrayList<>();
        var name = text(wish.name());
        if (!isName(name)) faults.add(FieldFault.of("name", "release-name-form"));
        var title = text(wish.title()).isEmpty() ? name : text(wish.title());
        if (title.length() > MAX_TITLE || title.chars().anyMatch(Character::isISOControl))
            faults.add(FieldFault.of("title", "release-title", MAX_TITLE));
        var notes = text(wish.notes()).replace("\r\n", "\n");
        if (notes.length() > MAX_NOTES) faults.add(FieldFault.of("notes", "release-notes", MAX_NOTES));
        if (wish.artefacts().size() > MAX_ARTEFACTS)
            faults.add(FieldFault.of("file", "release-artefacts", MAX_ARTEFACTS));
        for (var file : wish.artefacts().keySet()) {
            FilePath.fault(file).ifPresent(faults::add);
            if (file.contains("/")) faults.add(FieldFault.of(file, "release-artefact-folder"));
        }
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        var revision = revision(design, text(wish.revision()).isEmpty() ? Designs.HEAD : text(wish.revision()));
        long now = hub.clock().millis() / 1000 * 1000;
        return make(
                design,
                new ReleaseSheet(1, name, title, notes, author.displayName(), author.handle(), now),
                author.handle() + MAIL_HOST,
                revision,
                wish.artefacts());
    }

    /**
     * Makes releases of the tags of an imported repository, under the names and dates that git recorded. Those that are
     * there already stay as they are.
     *
     * @param tags each with a name that {@link #isName can be one}
     */
    public void bring(Design design, List<Tag> tags) {
        for (var tag : tags) {
            if (rows.read(store -> store.find(design.id(), tag.name())).isPresent()) continue;
            var lines = plainly(tag.message()).split("\n", 2);
            boolean titled = !lines[0].isBlank() && lines[0].length() <= MAX_TITLE;
            var notes = titled ? lines.length < 2 ? "" : lines[1].strip() : plainly(tag.message());
            make(
                    design,
                    new ReleaseSheet(
                            1,
                            tag.name(),
                            titled ? lines[0].strip() : tag.name(),
                            notes.length() > MAX_NOTES ? notes.substring(0, MAX_NOTES) : notes,
                            tag.author(),
                            // Whoever they are elsewhere is nobody's account here.
                            "",
                            tag.at()),
                    tag.email(),
                    tag.revision(),
                    Map.of());
        }
    }

    private static String plainly(String message) {
        return message.replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
                .strip();
    }

    private Release make(
            Design design, ReleaseSheet sheet, String email, String revision, Map<String, Blob> artefacts) {
        var name = sheet.name();
        return Disk.io(() -> {
            var draft = new Draft(
                    Optional.empty(),
                    sheet.author(),
                    email,
                    sheet.notes().isEmpty() ? sheet.title() : sheet.title() + "\n\n" + sheet.notes(),
                    contents(sheet, artefacts),
                    Set.of(),
                    sheet.createdAt());
            return hub.database().write(handle -> {
                var store = handle.attach(ReleaseStore.class);
                if (store.count(design.id()) >= MAX_RELEASES) throw Problem.conflict("releases-many", MAX_RELEASES);
                if (store.find(design.id(), name).isPresent()) throw Problem.conflict("release-name-taken", name);
                var holder = rooms.revisions().release(design.id(), name, revision, draft);
                var release = sheet.release(design.id(), holder.id(), revision);
                store.add(release);
                return release;
            });
        });
    }

    private String revision(Design design, String given) {
        try {
            return designs.requireRevision(design, given);
        } catch (Problem unknown) {
            throw Problem.invalid("revision", "release-revision", given);
        }
    }

    private Map<String, Blob> contents(ReleaseSheet sheet, Map<String, Blob> artefacts) throws IOException {
        var yaml = sheet.toYaml();
        Map<String, Blob> contents = new HashMap<>();
        contents.put(ReleaseSheet.PATH, rooms.blobs().put(new ByteArrayInputStream(yaml), yaml.length));
        artefacts.forEach((name, blob) -> contents.put(ReleaseSheet.ARTEFACTS + name, blob));
        return contents;
    }

    /** Whether it can be git's tag and part of an address, and is not taken for a commit or a page. */
    public static boolean isName(String name) {
        return name.matches("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,48}[A-Za-z0-9])?")
                && !name.contains("..")
                && !name.endsWith(".lock")
                && !name.matches("[0-9a-fA-F]{7,40}")
                // git would not know whether the branch, the tag or a file of its own is meant.
                && !name.matches("(?i).*_head")
                && !Set.of("head", "new", "main").contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public void indexed(Design design, Manifest manifest) {
        Disk.io(() -> hub.database().write(handle -> {
            var store = handle.attach(ReleaseStore.class);
            store.drop(design.id());
            for (var ref : rooms.revisions().releases(design.id()))
                try (var in = rooms.revisions()
                        .open(design.id(), ref.holder().id(), ReleaseSheet.PATH)
                        .orElseThrow(() -> new IOException("the release " + ref + " says nothing"))) {
                    store.add(ReleaseSheet.read(in)
                            .release(design.id(), ref.holder().id(), ref.revision()));
                }
            return true;
        }));
    }

    /** @throws Problem NOT_FOUND */
    Release require(Design design, String name) {
        return rows.read(store -> store.find(design.id(), name)).orElseThrow(Problem::notFound);
    }

    /** The newest first; one more than a page where there is more. */
    List<Release> of(Design design, int page) {
        return rows.read(store -> store.of(design.id(), PAGE + 1, (Math.max(1, Math.min(page, 100)) - 1) * PAGE));
    }

    public Optional<Release> newest(Design design) {
        return rows.read(store -> store.of(design.id(), 1, 0)).stream().findFirst();
    }

    /** The one that was made before another. */
    Optional<Release> before(Release release) {
        return rows.read(store -> store.before(release.design(), release.name(), release.createdAt()));
    }

    int count(Design design) {
        return rows.read(store -> store.count(design.id()));
    }

    /** What is kept with a release, in the order of the names. */
    List<Artefact> artefacts(Release release) {
        return Disk.io(() -> rooms.revisions().files(release.design(), release.holder())).stream()
                .filter(file -> file.path().startsWith(ReleaseSheet.ARTEFACTS))
                .map(Releases::artefact)
                .toList();
    }

    private static Artefact artefact(StoredFile file) {
        return new Artefact(file.path().substring(ReleaseSheet.ARTEFACTS.length()), file.sizeBytes(), file.sha256());
    }

    /** An artefact's content; the caller closes it. */
    InputStream open(Release release, Artefact artefact) {
        return Disk.io(() -> rooms.revisions()
                        .open(release.design(), release.holder(), ReleaseSheet.ARTEFACTS + artefact.name()))
                .orElseThrow(Problem::notFound);
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
