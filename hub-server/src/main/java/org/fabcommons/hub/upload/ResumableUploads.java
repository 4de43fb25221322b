// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fabcommons.hub.store.Disk;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.store.Rows;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Leftovers;
import org.fabcommons.hub.vault.VaultFeature;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;

/** Files on their way in, each its sender's own until a revision names it. Safe for use by many threads. */
public final class ResumableUploads {
    private static final int MANY = 500;
    private static final int MANY_AT_ONCE = 10_000;
    private static final int MAX_NAME = 300;

    /**
     * @param fileBytes how large one file may be
     * @param personBytes how much one person may have waiting
     * @param kept how long an upload waits for its next piece, or for the revision that names it
     */
    public record Limits(long fileBytes, long personBytes, Duration kept) {}

    private final HubContext hub;
    private final Rows<UploadStore> rows;
    private final VaultFeature.Rooms rooms;
    private final Limits limits;
    private final Path folder;
    private final Map<String, Arrival> arrivals = new ConcurrentHashMap<>();

    ResumableUploads(HubContext hub, VaultFeature.Rooms rooms, Limits limits) {
        this.hub = hub;
        rows = hub.database().rows(UploadStore.class);
        this.rooms = rooms;
        this.limits = limits;
        this.folder = hub.data().resolve("uploads");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no uploads can be kept at " + folder, e);
        }
    }

    public Limits limits() {
        return limits;
    }

    /**
     * Makes room for a file.
     *
     * @throws Problem TOO_LARGE for this file or with what the person has waiting, FULL when the disk has no room for it
     */
    ResumableUpload create(String person, String name, long sizeBytes) {
        if (sizeBytes < 0) throw Problem.badRequest("upload-length");
        if (sizeBytes > limits.fileBytes())
            throw Problem.of(Problem.Kind.TOO_LARGE, "file-too-large", limits.fileBytes() / 1_000_000);
        if (name.length() > MAX_NAME) throw Problem.badRequest("upload-name", MAX_NAME);
        var upload = hub.database().write(handle -> {
            var store = handle.attach(UploadStore.class);
            requireRoom(store, person, sizeBytes);
            // What others were promised is as good as written.
            rooms.space().require(sizeBytes + promised(store.arriving(MANY_AT_ONCE)));
            var id = Id.random();
            store.add(id, person, name, sizeBytes, hub.clock().millis(), expiry());
            return store.find(person, id).orElseThrow();
        });
        return sizeBytes == 0 ? Disk.io(() -> finish(upload)) : upload;
    }

    private void requireRoom(UploadStore store, String person, long sizeBytes) {
        if (store.count(person) >= MANY) throw Problem.of(Problem.Kind.TOO_MANY, "uploads-many", MANY);
        long waiting = store.bytes(person);
        if (waiting + sizeBytes > limits.personBytes())
            throw Problem.of(
                    Problem.Kind.TOO_LARGE, "upload-quota", limits.personBytes() / 1_000_000, waiting / 1_000_000);
    }

    /**
     * Keeps a file that has arrived with a form which is not done yet, as if it had been sent by itself.
     *
     * @throws Problem as for any other upload
     */
    public ResumableUpload keep(String person, String name, Blob blob) {
        return hub.database().write(handle -> {
            var store = handle.attach(UploadStore.class);
            requireRoom(store, person, blob.sizeBytes());
            var id = Id.random();
            store.add(id, person, name, blob.sizeBytes(), hub.clock().millis(), expiry());
            store.whole(id, blob.sha256());
            return store.find(person, id).orElseThrow();
        });
    }

    private long promised(List<ResumableUpload> arriving) {
        return arriving.stream()
                .mapToLong(upload -> upload.sizeBytes() - offset(upload))
                .sum();
    }

    private long expiry() {
        return hub.clock().millis() + limits.kept().toMillis();
    }

    /** @throws Problem NOT_FOUND also where it is somebody else's */
    ResumableUpload require(String person, String id) {
        return rows.read(store -> store.find(person, id)).orElseThrow(Problem::notFound);
    }

    List<ResumableUpload> of(String person) {
        return rows.read(store -> store.of(person, MANY));
    }

    /** How many bytes of it there are. */
    long offset(ResumableUpload upload) {
        return upload.sha256().isPresent()
                ? upload.sizeBytes()
                : Disk.io(() -> arrival(upload.id()).offset());
    }

    /**
     * Takes the next piece.
     *
     * @return the upload as it is now
     * @throws Problem CONFLICT where the piece does not begin where the file ends
     */
    ResumableUpload receive(
            ResumableUpload upload, long at, long announced, InputStream in, Optional<Checksum> checksum) {
        if (upload.sha256().isPresent()) throw Problem.conflict("upload-offset", at, upload.sizeBytes());
        if (announced > upload.sizeBytes() - at)
            throw Problem.of(Problem.Kind.TOO_LARGE, "upload-beyond", upload.sizeBytes());
        rooms.space().require(Math.max(0, announced));
        long there = Disk.io(() -> arrival(upload.id()).receive(at, upload.sizeBytes(), in, checksum));
        if (there == upload.sizeBytes()) return Disk.io(() -> finish(upload));
        rows.write(store -> store.prolong(upload.id(), expiry()));
        return require(upload.person(), upload.id());
    }

    private Arrival arrival(String id) {
        return arrivals.computeIfAbsent(id, known -> new Arrival(folder, known, rooms.space()));
    }

    /** Into the blob store first, then into the table, then out of the folder: wherever it is cut off, it can go on. */
    private ResumableUpload finish(ResumableUpload upload) throws IOException {
        var arrival = arrival(upload.id());
        var blob = arrival.measure();
        rooms.blobs().adopt(arrival.file(), blob);
        rows.write(store -> store.whole(upload.id(), blob.sha256()) + store.prolong(upload.id(), expiry()));
        arrival.delete();
        arrivals.remove(upload.id());
        return require(upload.person(), upload.id());
    }

    /**
     * A file that has arrived as a whole, to be named by a revision.
     *
     * @throws Problem INVALID where there is none of that id, or not all of it is here
     */
    public ResumableUpload whole(String person, String id) {
        var upload = rows.read(store -> store.find(person, id))
                .orElseThrow(() -> Problem.invalid("upload", "upload-unknown", id));
        if (upload.sha256().isPresent()) return upload;
        long there = offset(upload);
        // All bytes are here, and the hub died before it could say so.
        if (there == upload.sizeBytes()) return Disk.io(() -> finish(upload));
        throw Problem.invalid("upload", "upload-unfinished", upload.name(), there, upload.sizeBytes());
    }

    /** Forgets uploads that something names now. */
    public void named(Collection<ResumableUpload> uploads) {
        if (uploads.isEmpty()) return;
        rows.write(store ->
                uploads.stream().mapToInt(upload -> store.drop(upload.id())).sum());
    }

    /** Takes an upload away. */
    void drop(ResumableUpload upload) {
        rows.write(store -> store.drop(upload.id()));
        Disk.io(() -> {
            arrival(upload.id()).delete();
            arrivals.remove(upload.id());
            return true;
        });
    }

    /** Takes away what waited too long, and what a crash left in the folder that no line of the table knows. */
    void expire() {
        rows.read(store -> store.expired(hub.clock().millis(), MANY)).forEach(this::drop);
        Disk.io(() -> {
            Leftovers.clear(folder, id -> rows.read(store -> store.isKnown(id)) || arrivals.containsKey(id));
            return true;
        });
    }
}
