// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.fabcommons.hub.design.Adoption;
import org.fabcommons.hub.design.DesignFeature;
import org.fabcommons.hub.design.Manifest;
import org.fabcommons.hub.exporting.Layout;
import org.fabcommons.hub.release.Releases;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Incoming;
import org.fabcommons.hub.vault.Push;
import org.fabcommons.hub.vault.Tag;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;

/**
 * Fetches or unpacks what is imported, and looks through it.
 *
 * @param folder where repositories wait
 * @param told hears how far it is, and ends the work by a {@link Problem} where it was cancelled
 */
record Work(
        HubContext hub,
        DesignFeature.Faces design,
        VaultFeature.Rooms rooms,
        Limits limits,
        Path folder,
        BiConsumer<String, Found> told) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_DESCRIPTION_BYTES = 4_000_000;
    /** They are made within the moment in which the design appears. */
    private static final int MAX_TAGS = 100;

    private static final int MAX_TEXT_BYTES = 1_000_000;

    /**
     * @param fileBytes how large one file may be
     * @param gitBytes how much may be fetched for one import
     * @param gitTime how long that may take
     * @param everywhere whether it may be fetched from this computer and private networks
     */
    record Limits(long fileBytes, long gitBytes, Duration gitTime, boolean everywhere) {}

    /** @throws Problem where it cannot become a design here */
    Found of(Import each) throws IOException {
        Files.createDirectories(folder);
        return each.fromGit() ? git(each) : archive(each);
    }

    private Found git(Import each) throws IOException {
        var remote = URI.create(each.source());
        var tell = new Telling(each.id(), hub.clock(), Found.NOTHING, told);
        try (var gate = new Gate(
                address -> limits.everywhere() || Addresses.isPublic(address),
                limits.gitBytes(),
                limits.gitTime(),
                hub.clock())) {
            try {
                var incoming = Incoming.fresh(folder.resolve(each.id() + ".git"));
                rooms.space().require(0);
                incoming.fetch(remote, gate.proxy(), (step, done, total) -> tell.at("fetching", gate.bytes(), 0));
                var tags = incoming.takeTags(MAX_TAGS).stream()
                        .filter(tag -> Releases.isName(tag.name()))
                        .toList();
                var wanted = incoming.largeFiles();
                tell.now("large-files", 0, wanted.size());
                var came = new LargeFileFetch(remote, gate.proxy(), rooms.blobs(), limits.fileBytes())
                        .fetch(wanted, count -> tell.at("large-files", count, wanted.size()));
                return looked(each, tell, incoming, came, remote.toString(), tags);
            } catch (IOException | RuntimeException fault) {
                if (gate.refusal().isPresent()) throw gate.refusal().get();
                if (fault instanceof RuntimeException ours) throw ours;
                throw Problem.badRequest("import-git", plainly(fault));
            }
        }
    }

    /** What the git server or the network said, without the address, which its person knows. */
    private static String plainly(Exception fault) {
        Throwable last = fault;
        while (last.getCause() != null) last = last.getCause();
        var words = String.valueOf(last.getMessage())
                .replaceAll("https?://\\S+:? ?", "")
                .replaceAll("\\p{Cntrl}", " ");
        return words.length() > 200 ? words.substring(0, 200) : words;
    }

    private Found archive(Import each) throws IOException {
        var tell = new Telling(each.id(), hub.clock(), Found.NOTHING, told);
        var unpacked = unpacked(each, tell);
        var files = unpacked.files();
        if (files.containsKey(Layout.DESCRIPTION) && files.containsKey(Layout.BUNDLE)) return export(each, tell, files);
        tell.now("looking", 0, 0);
        design.publishing().checkFiles(files);
        Map<String, Found.File> found = new LinkedHashMap<>();
        files.forEach((path, blob) -> found.put(path, new Found.File(blob.sha256(), blob.sizeBytes())));
        var name = each.source().replaceAll("(?i)\\.(zip|tar|tgz|tar\\.\\w+)$", "");
        return new Found(
                "ready",
                0,
                0,
                Proposal.of(files.keySet(), path -> content(files.get(path)), name),
                found,
                unpacked.leftOut(),
                0,
                false,
                "",
                "",
                false,
                "",
                "",
                List.of(),
                null);
    }

    private Unpacking.Unpacked unpacked(Import each, Telling tell) throws IOException {
        if (each.sent().isPresent())
            return Unpacking.folder(Sent.read(each.sent().get()).blobs());
        var archive = each.sha256().flatMap(rooms.blobs()::find).orElseThrow(() -> Problem.badRequest("import-gone"));
        return new Unpacking(rooms.blobs(), limits.fileBytes(), bytes -> tell.at("unpacking", bytes, 0))
                .unpack(archive);
    }

    private Optional<byte[]> content(Blob blob) throws IOException {
        var file = Optional.ofNullable(blob).flatMap(known -> rooms.blobs().find(known.sha256()));
        if (file.isEmpty()) return Optional.empty();
        try (var in = Files.newInputStream(file.get())) {
            return Optional.of(in.readNBytes(MAX_TEXT_BYTES));
        }
    }

    /** A hub's export: its bundle is what counts, the files beside it are those that git-lfs keeps. */
    private Found export(Import each, Telling tell, Map<String, Blob> files) throws IOException {
        Layout layout;
        try (var in = Files.newInputStream(
                rooms.blobs().find(files.get(Layout.DESCRIPTION).sha256()).orElseThrow())) {
            layout = JSON.readValue(in.readNBytes(MAX_DESCRIPTION_BYTES), Layout.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException odd) {
            throw Problem.badRequest("import-export", Layout.DESCRIPTION);
        }
        if (layout.format() != 1) throw Problem.badRequest("import-export-newer", layout.format());
        tell.now("reading", 0, 0);
        var incoming = Incoming.fresh(folder.resolve(each.id() + ".git"));
        try (var in = new BufferedInputStream(Files.newInputStream(
                rooms.blobs().find(files.get(Layout.BUNDLE).sha256()).orElseThrow()))) {
            incoming.read(in);
        }
        Set<String> brought = new HashSet<>();
        files.values().forEach(blob -> brought.add(blob.sha256()));
        return looked(each, tell, incoming, brought, address(layout), List.of());
    }

    /** Where it was, if that is an address that can be shown. */
    private static String address(Layout layout) {
        var address = String.valueOf(layout.address());
        return address.matches("https?://[\\x21-\\x7e]{1,400}") ? address : "";
    }

    private Found looked(
            Import each, Telling tell, Incoming incoming, Set<String> brought, String origin, List<Tag> tags)
            throws IOException {
        tell.now("looking", 0, 0);
        var push = incoming.look(
                rooms.blobs(), brought::contains, hub.clock().millis(), folder.resolve(each.id() + ".empty"), tell::at);
        design.adoption().checkFiles(push);
        var same = design.adoption().identity(new Adoption.Arrived(incoming, push, Optional.of(origin)));
        var proposal = same.isPresent()
                ? new Proposal(
                        same.get().title(),
                        same.get().summary(),
                        same.get().licence(),
                        same.get().parts().documentation(),
                        same.get().parts().software(),
                        same.get().tags())
                : proposal(push, origin);
        Map<String, Found.File> found = new LinkedHashMap<>();
        push.files().forEach(file -> {
            if (!file.path().startsWith(".fabcommons/") && !file.path().equals(".gitattributes"))
                found.put(file.path(), new Found.File(file.sha256(), file.sizeBytes()));
        });
        return new Found(
                "ready",
                0,
                0,
                proposal,
                found,
                List.of(),
                push.commits().size(),
                same.isPresent(),
                same.map(Manifest::id).orElse(""),
                same.map(manifest -> called(manifest, origin)).orElse(""),
                true,
                push.after(),
                origin,
                tags,
                null);
    }

    /** It may have been renamed since its manifest was written. */
    private static String called(Manifest manifest, String origin) {
        var last = lastWord(origin);
        return last.matches("[a-z0-9][a-z0-9-]{0,59}") ? last : manifest.name();
    }

    private static String lastWord(String address) {
        return address.replaceAll("(?:\\.git)?/*$", "").replaceAll(".*/", "");
    }

    private static Proposal proposal(Push push, String origin) throws IOException {
        var paths = push.files().stream().map(file -> file.path()).toList();
        return Proposal.of(paths, push.contents(), lastWord(origin));
    }
}
