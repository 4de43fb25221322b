// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.exporting.Layout;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.vault.FilePath;
import org.fabcommons.hub.web.Problem;

/**
 * Takes the files out of an archive, each straight into the blob store, so that no name in it ever is a name on this
 * disk. Whatever is hostile, or only odd enough to be unpacked differently elsewhere, is refused by its name.
 */
final class Unpacking {
    private static final int MAX_ENTRIES = 20_000;
    private static final long MAX_TOTAL_BYTES = 16_000_000_000L;
    /** Text and empty meshes shrink a lot; nothing honest shrinks more than this. */
    private static final long MAX_RATIO = 200;
    /** Below this nobody is harmed. */
    private static final long FREE_BYTES = 50_000_000;
    /** What {@code xz -9} asks for, and a little; more only the header of a hostile file wants. Source: xz(1). */
    private static final int MAX_MEMORY_KIB = 80 * 1024;
    /** What systems and programs leave in folders. */
    private static final Set<String> LEFT_OUT = Set.of(
            ".git",
            "__macosx",
            ".ds_store",
            "thumbs.db",
            "desktop.ini",
            ".gitattributes",
            ".gitignore",
            ".gitmodules",
            ".lfsconfig",
            ".fabcommons");

    private static final Pattern EXPORT = Pattern.compile("(?:\\./)?(?:[^/]+/)?" + Pattern.quote(Layout.DESCRIPTION));

    private final Blobs blobs;
    private final long maxFileBytes;
    private final LongConsumer progress;
    private final Map<String, Blob> files = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private long packed;
    private long total;
    private int entries;

    /** @param progress hears how many bytes have been unpacked; may throw to end it */
    Unpacking(Blobs blobs, long maxFileBytes, LongConsumer progress) {
        this.blobs = blobs;
        this.maxFileBytes = maxFileBytes;
        this.progress = progress;
    }

    /** By path, without a folder that everything is in. */
    record Unpacked(Map<String, Blob> files, List<String> leftOut) {}

    private static InputStream gzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
    }

    private static InputStream xz(InputStream in) throws IOException {
        return XZCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .setMemoryLimitKiB(MAX_MEMORY_KIB)
                .get();
    }

    private static InputStream lzma(InputStream in) throws IOException {
        return LZMACompressorInputStream.builder()
                .setInputStream(in)
                .setMemoryLimitKiB(MAX_MEMORY_KIB)
                .get();
    }

    /** @throws Problem naming the entry that is at fault */
    Unpacked unpack(Path archive) throws IOException {
        packed = Files.size(archive);
        try (var in = new BufferedInputStream(Files.newInputStream(archive))) {
            in.mark(8);
            var head = in.readNBytes(6);
            in.reset();
            if (starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6)) zip(archive);
            else if (starts(head, 0x1f, 0x8b)) tar(new Packed(gzip(in)), true);
            else if (starts(head, 'B', 'Z', 'h')) tar(new Packed(new BZip2CompressorInputStream(in, true)), true);
            else if (starts(head, 0xfd, '7', 'z', 'X', 'Z', 0)) tar(new Packed(xz(in)), true);
            else if (starts(head, 0x5d, 0, 0)) tar(new Packed(lzma(in)), true);
            else if (starts(head, '7', 'z', 0xbc, 0xaf)) throw Problem.badRequest("import-archive-other", "7z");
            else if (starts(head, 'R', 'a', 'r', '!')) throw Problem.badRequest("import-archive-other", "RAR");
            else if (starts(head, 0x28, 0xb5, 0x2f, 0xfd))
                throw Problem.badRequest("import-archive-other", "Zstandard");
            else tar(in, false);
        } catch (MemoryLimitException large) {
            throw Problem.badRequest("import-archive-memory");
        } catch (ZipException | IllegalArgumentException | EOFException broken) {
            // What the library says of it is for programmers.
            throw Problem.badRequest("import-archive");
        }
        if (files.isEmpty()) throw Problem.badRequest("import-archive-empty");
        return new Unpacked(Collections.unmodifiableMap(withoutTop(files)), List.copyOf(leftOut));
    }

    /** The same of a folder that was sent file by file. */
    static Unpacked folder(Map<String, Blob> sent) {
        Map<String, Blob> files = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        sent.forEach((path, blob) -> {
            if (isLeftOut(path)) leftOut.add(shown(path));
            else files.put(path, blob);
        });
        if (files.isEmpty()) throw Problem.badRequest("import-archive-empty");
        return new Unpacked(Collections.unmodifiableMap(withoutTop(files)), List.copyOf(leftOut));
    }

    private static boolean isLeftOut(String path) {
        return Arrays.stream(path.toLowerCase(Locale.ROOT).split("/")).anyMatch(LEFT_OUT::contains);
    }

    private static boolean starts(byte[] head, int... wanted) {
        if (head.length < wanted.length) return false;
        for (int i = 0; i < wanted.length; i++) if ((head[i] & 0xff) != wanted[i]) return false;
        return true;
    }

    private void zip(Path archive) throws IOException {
        try (var zip = ZipFile.builder().setPath(archive).get()) {
            notTooMany(Collections.list(zip.getEntries()));
            for (var each = zip.getEntriesInPhysicalOrder(); each.hasMoreElements(); ) {
                ZipArchiveEntry entry = each.nextElement();
                var name = entry.getName();
                count(name);
                if (entry.isUnixSymlink()) throw refused("import-link", name);
                if (entry.isDirectory()) continue;
                if (entry.getGeneralPurposeBit().usesEncryption()) throw refused("import-encrypted", name);
                if (!zip.canReadEntryData(entry)) throw refused("import-method", name);
                try (var in = zip.getInputStream(entry)) {
                    keep(name, new Packed(in));
                }
            }
        }
    }

    /** Told by the directory, before anything is unpacked. A hub's export may hold the files of many revisions. */
    private static void notTooMany(List<ZipArchiveEntry> directory) {
        var names = directory.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipArchiveEntry::getName)
                .filter(name -> !isLeftOut(name))
                .toList();
        if (names.size() > Publishing.MAX_FILES && names.stream().noneMatch(EXPORT.asMatchPredicate()))
            throw Problem.invalid("file", "files-many", Publishing.MAX_FILES);
    }

    /** @param packed whether its first bytes say what it is; where they don't, it may be anything */
    private void tar(InputStream in, boolean packed) throws IOException {
        boolean any = false;
        try (var tar = new TarArchiveInputStream(in, "UTF-8")) {
            for (var entry = next(tar, any || packed); entry != null; entry = next(tar, any || packed)) {
                any = true;
                var name = entry.getName();
                count(name);
                if (entry.isSymbolicLink() || entry.isLink()) throw refused("import-link", name);
                if (entry.isDirectory()) continue;
                if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO() || entry.isSparse())
                    throw refused("import-device", name);
                if (!entry.isFile()) throw refused("import-device", name);
                keep(name, new Packed(tar));
            }
        }
        if (!any) throw Problem.badRequest("import-archive-form");
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar, boolean known) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (MemoryLimitException large) {
            throw large;
        } catch (IOException broken) {
            throw Problem.badRequest(known ? "import-archive" : "import-archive-form");
        }
    }

    private void count(String name) {
        if (++entries > MAX_ENTRIES) throw refused("import-entries", name, MAX_ENTRIES);
    }

    private void keep(String given, InputStream content) throws IOException {
        var name = FilePath.normal(given.startsWith("./") ? given.substring(2) : given);
        if (isLeftOut(name)) {
            leftOut.add(shown(name));
            return;
        }
        var fault = FilePath.fault(name);
        if (fault.isPresent()) throw refused("import-name", name);
        if (files.containsKey(name)) throw refused("import-twice", name);
        try {
            files.put(name, blobs.put(new Counted(name, content), maxFileBytes));
        } catch (Problem problem) {
            throw problem.code().equals("file-too-large")
                    ? Problem.of(Problem.Kind.TOO_LARGE, "upload-too-large", shown(name), maxFileBytes / 1_000_000)
                    : problem;
        } catch (ZipException broken) {
            throw refused("import-entry-broken", name);
        }
    }

    /** One folder around everything is the archive's, not the design's. */
    private static Map<String, Blob> withoutTop(Map<String, Blob> files) {
        if (files.containsKey(Layout.DESCRIPTION)) return files;
        var first = files.keySet().iterator().next();
        if (!first.contains("/")) return files;
        var top = first.substring(0, first.indexOf('/') + 1);
        if (!files.keySet().stream().allMatch(path -> path.startsWith(top))) return files;
        Map<String, Blob> within = new LinkedHashMap<>();
        files.forEach((path, blob) -> within.put(path.substring(top.length()), blob));
        return within;
    }

    private static Problem refused(String code, String name, Object... more) {
        var arguments = new ArrayList<Object>();
        arguments.add(shown(name));
        Collections.addAll(arguments, more);
        return Problem.badRequest(code, arguments.toArray());
    }

    private static String shown(String name) {
        var plain = FilePath.plainly(name);
        return plain.length() > 80 ? plain.substring(0, 77) + "..." : plain;
    }

    /** What is broken is called that, whatever the library's own exception for it is; the file itself is on this disk. */
    private static final class Packed extends FilterInputStream {
        Packed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            try {
                return in.read(into, from, most);
            } catch (MemoryLimitException large) {
                throw large;
            } catch (IOException broken) {
                var told = new ZipException(String.valueOf(broken.getMessage()));
                told.initCause(broken);
                throw told;
            }
        }
    }

    /** Ends what unpacks to more than it can be worth. */
    private final class Counted extends FilterInputStream {
        private final String name;

        Counted(String name, InputStream in) {
            super(in);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = in.read(into, from, most);
            if (count <= 0) return count;
            total += count;
            if (total > MAX_TOTAL_BYTES) throw refused("import-large", name, MAX_TOTAL_BYTES / 1_000_000_000);
            if (total > FREE_BYTES && total / MAX_RATIO > packed) throw refused("import-bomb", name, MAX_RATIO);
            progress.accept(total);
            return count;
        }

        @Override
        public void close() {
            // The archive goes on behind it.
        }
    }
}
