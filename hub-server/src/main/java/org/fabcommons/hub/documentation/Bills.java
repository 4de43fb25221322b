// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.DesignListener;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Files;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.web.Viewer;
import org.jdbi.v3.core.Handle;

/** Reads the bill of materials of a revision, and keeps those of the newest ones in tables. The file in git is what counts. */
final class Bills implements DesignListener {
    static final String PATH = "bom.csv";
    private static final int MOST_USED = 20;

    private final Database database;
    private final Designs designs;
    private final Documentation documentation;
    private final Saving saving;

    Bills(Database database, Designs designs, Documentation documentation, Saving saving) {
        this.database = database;
        this.designs = designs;
        this.documentation = documentation;
        this.saving = saving;
    }

    static boolean isCsv(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** The file that the manifest names, or one that is called so; otherwise the parts that the manifest lists. */
    Bill of(Design design, String revision) {
        var described = documentation.of(design, revision);
        var id = described.revision();
        var files = designs.files(design, id).stream().map(DesignFile::path).toList();
        var own = described.path().map(path -> described.okh());
        var found = path(files, own);
        if (found.isPresent()) return read(design, id, found.get());
        var parts = lines(described.parts());
        var named = named(files, own);
        return new Bill(id, parts, parts.isEmpty() ? named : described.path(), Optional.empty());
    }

    /** The table among these files, if there is one. */
    static Optional<String> path(Files files) {
        return path(files.paths(), Written.in(files).map(Written::okh));
    }

    /** What the files list, as far as it can be read. */
    static List<BillLine> lines(Files files) {
        var found = path(files);
        if (found.isEmpty())
            return Written.in(files)
                    .map(written -> lines(Described.parts(written.okh())))
                    .orElse(List.of());
        try {
            return BillCsv.read(files.read(found.get())
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse(""));
        } catch (BillCsv.Fault told) {
            // Its page tells where.
            return List.of();
        }
    }

    static Optional<String> path(List<String> files, Optional<Okh> manifest) {
        return named(files, manifest).filter(Bills::isCsv).or(() -> files.stream()
                .filter(path -> path.toLowerCase(Locale.ROOT).matches("(.*/)?(bom|bill[-_ ]of[-_ ]materials)\\.csv"))
                .min(Comparator.comparing((String path) ->
                                path.chars().filter(c -> c == '/').count())
                        .thenComparing(path -> path)));
    }

    private static Optional<String> named(List<String> files, Optional<Okh> manifest) {
        return manifest.flatMap(okh -> okh.texts("bom").stream().findFirst()).filter(files::contains);
    }

    private static List<BillLine> lines(List<Described.ListedPart> parts) {
        return parts.stream()
                .map(part ->
                        new BillLine(part.name(), part.quantity(), "", part.material(), "", "", "", "", "", Map.of()))
                .toList();
    }

    private Bill read(Design design, String revision, String path) {
        var text = saving.text(design, revision, path, BillCsv.MOST_BYTES).orElse("");
        try {
            return new Bill(revision, BillCsv.read(text), Optional.of(path), Optional.empty());
        } catch (BillCsv.Fault fault) {
            return new Bill(
                    revision,
                    List.of(),
                    Optional.of(path),
                    Optional.of(new Bill.Unreadable(path, fault.code(), fault.line())));
        }
    }

    /** The designs here that parts are, by the place of the line; those that whoever looks may see. */
    Map<Integer, Design> parts(List<BillLine> lines, Viewer viewer) {
        Map<Integer, Design> parts = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            int place = i;
            find(lines.get(i))
                    .filter(part -> designs.rights().mayRead(part, viewer))
                    .ifPresent(part -> parts.put(place, part));
        }
        return parts;
    }

    /** {@code owner/name}, or the address of its page on this hub, whatever port it is reached at. */
    String fullName(String written) {
        return written.strip()
                .replaceFirst(
                        "(?i)^https?://" + Pattern.quote(documentation.base().getHost()) + "(:[0-9]+)?(?=/)", "")
                .replaceFirst("^/?@", "")
                .replaceFirst("[?#].*$", "")
                .replaceFirst("/+$", "");
    }

    /** The design that a line is, whoever may see it. */
    Optional<Design> find(BillLine line) {
        var parts = fullName(line.design()).split("/", -1);
        return parts.length == 2 ? designs.find(parts[0], parts[1]) : Optional.empty();
    }

    @Override
    public void indexed(Design design, Manifest manifest) {
        if (!design.tombstone()) database.write(handle -> keep(handle, design, of(design, design.headRevision())));
    }

    /** Writes into the tables what the newest revision lists. */
    boolean keep(Handle handle, Design design, Bill bill) {
        var store = handle.attach(BillStore.class);
        store.clear(design.id());
        store.put(design.id(), bill.revision(), bill.path().orElse(""));
        store.settled(design.id());
        int place = 0;
        for (var line : bill.lines())
            store.add(
                    design.id(),
                    ++place,
                    line.name(),
                    line.amount().map(Number::doubleValue).orElse(1.0),
                    line.unit(),
                    line.material(),
                    find(line).map(Design::id));
        return true;
    }

    /** How many parts the newest revision lists. */
    int count(Design design) {
        return database.read(handle -> handle.attach(BillStore.class).lines(design.id()));
    }

    /** The designs here that the newest revision uses as parts, those that everybody may see. */
    List<Design> used(Design design) {
        var ids = database.read(handle -> handle.attach(BillStore.class).partsOf(design.id(), MOST_USED));
        var found = designs.byIds(ids);
        return ids.stream()
                .map(found::get)
                .filter(part -> part != null && designs.rights().mayRead(part, Optional.empty()))
                .toList();
    }
}
