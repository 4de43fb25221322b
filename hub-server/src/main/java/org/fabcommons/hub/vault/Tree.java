// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Reads and writes the files of a revision. Small texts stand in the repository itself; everything else is a git-lfs
 * pointer, and {@code .gitattributes} names those paths, so that a clone finds them.
 */
final class Tree {
    static final String ATTRIBUTES = ".gitattributes";
    /** Up to this size a text is worth git's diffs; above it is data. */
    static final int MAX_TEXT_BYTES = 64 * 1024;

    private final Repository repository;
    private final Blobs blobs;
    private final Contents contents;

    Tree(Repository repository, Blobs blobs, Contents contents) {
        this.repository = repository;
        this.blobs = blobs;
        this.contents = contents;
    }

    /** @param kept where it is when it is not {@code bytes} */
    record Entry(byte[] bytes, Optional<Blob> kept) {}

    /** All files of a revision, by path. */
    Map<String, StoredFile> files(ObjectId revision) throws IOException {
        Map<String, StoredFile> files = new LinkedHashMap<>();
        try (var walk = new RevWalk(repository);
                var tree = new TreeWalk(walk.getObjectReader())) {
            tree.addTree(walk.parseCommit(revision).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                if (!tree.getFileMode().equals(FileMode.REGULAR_FILE)
                        && !tree.getFileMode().equals(FileMode.EXECUTABLE_FILE)) continue;
                var content = content(walk.getObjectReader(), tree.getObjectId(0));
                files.put(
                        tree.getPathString(),
                        new StoredFile(tree.getPathString(), content.sizeBytes(), content.sha256()));
            }
        }
        return files;
    }

    private Blob content(ObjectReader reader, ObjectId object) throws IOException {
        var known = contents.find(object);
        if (known.isPresent()) return known.get();
        var bytes = reader.open(object, Constants.OBJ_BLOB).getBytes();
        var content = Pointer.read(bytes)
                .orElseGet(
                        () -> new Blob(HexFormat.of().formatHex(Blobs.sha256().digest(bytes)), bytes.length));
        contents.add(object.copy(), content);
        return content;
    }

    Optional<Entry> entry(ObjectId revision, String path) throws IOException {
        try (var walk = new RevWalk(repository);
                var tree = TreeWalk.forPath(
                        walk.getObjectReader(), path, walk.parseCommit(revision).getTree())) {
            if (tree == null || tree.isSubtree()) return Optional.empty();
            var bytes = walk.getObjectReader()
                    .open(tree.getObjectId(0), Constants.OBJ_BLOB)
                    .getBytes();
            return Optional.of(new Entry(bytes, Pointer.read(bytes)));
        }
    }

    /** Writes the tree that the draft makes of the branch's tip. */
    ObjectId write(ObjectInserter inserter, Optional<ObjectId> head, Draft draft) throws IOException {
        Map<String, ObjectId> objects = new TreeMap<>();
        var pointers = new TreeSet<String>();
        if (head.isPresent()) read(head.get(), objects, pointers);
        draft.remove().forEach(path -> {
            objects.remove(path);
            pointers.remove(path);
        });
        String theirs;
        try (var reader = repository.newObjectReader()) {
            theirs = theirs(reader, Optional.ofNullable(objects.get(ATTRIBUTES)));
        }
        for (var put : draft.put().entrySet()) {
            var bytes = Attributes.wantLfs(theirs, put.getKey()) ? Optional.<byte[]>empty() : text(put.getValue());
            pointers.remove(put.getKey());
            if (bytes.isEmpty()) pointers.add(put.getKey());
            objects.put(
                    put.getKey(),
                    inserter.insert(Constants.OBJ_BLOB, bytes.orElseGet(() -> Pointer.of(put.getValue()))));
        }
        objects.put(
                ATTRIBUTES,
                inserter.insert(
                        Constants.OBJ_BLOB, (theirs + Attributes.ours(pointers)).getBytes(StandardCharsets.UTF_8)));
        var index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        objects.forEach((path, object) -> {
            var entry = new DirCacheEntry(path);
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(object);
            builder.add(entry);
        });
        builder.finish();
        return index.writeTree(inserter);
    }

    private void read(ObjectId revision, Map<String, ObjectId> objects, SortedSet<String> pointers) throws IOException {
        try (var walk = new RevWalk(repository);
                var tree = new TreeWalk(walk.getObjectReader())) {
            tree.addTree(walk.parseCommit(revision).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                var object = tree.getObjectId(0);
                objects.put(tree.getPathString(), object);
                var loader = walk.getObjectReader().open(object, Constants.OBJ_BLOB);
                if (loader.getSize() <= Pointer.MAX_BYTES
                        && Pointer.read(loader.getBytes()).isPresent()) pointers.add(tree.getPathString());
            }
        }
    }

    /** The bytes of a small text; empty for everything that belongs into the blob store. */
    private Optional<byte[]> text(Blob blob) throws IOException {
        if (blob.sizeBytes() > MAX_TEXT_BYTES) return Optional.empty();
        var file = blobs.find(blob.sha256()).orElseThrow(() -> new IOException("the blob store has lost " + blob));
        var bytes = Files.readAllBytes(file);
        for (byte b : bytes) if (b == 0) return Optional.empty();
        // A text that reads like a pointer must not be taken for one: it is kept as data, behind a real pointer.
        return Pointer.read(bytes).isPresent() ? Optional.empty() : Optional.of(bytes);
    }

    /** What authors wrote into the attributes stays; what the hub keeps there is written anew. */
    private static String theirs(ObjectReader reader, Optional<ObjectId> attributes) throws IOException {
        if (attributes.isEmpty()) return "";
        var bytes = reader.open(attributes.get(), Constants.OBJ_BLOB).getBytes();
        return Attributes.withoutOurs(new String(bytes, StandardCharsets.UTF_8));
    }
}
