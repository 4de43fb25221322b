// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Reads the objects that a 3MF builds, with their components, transforms, units and materials. Written for hostile
 * files: what is unpacked is counted, not believed; XML may not declare entities; objects that name each other in a
 * circle, or multiply beyond the limits, are refused. Source: 3MF core specification 1.3, materials extension 1.2,
 * production extension 1.1.
 */
public final class ThreeMf {
    private static final String ROOT = "3D/3dmodel.model";
    private static final String MODEL_RELATION = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel";
    private static final int MAX_ENTRIES = 20_000;
    private static final long MAX_DIRECTORY_BYTES = 8_000_000;
    private static final int END_BYTES = 22;

    private final ZipFile zip;
    private final Limits limits;
    private long unpacked;
    private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
    private final Map<String, ThreeMfPart> parts = new HashMap<>();
    private final long[] held = new long[1];

    private ThreeMf(ZipFile zip, Limits limits) {
        this.zip = zip;
        this.limits = limits;
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml.setProperty(XMLInputFactory.IS_COALESCING, false);
    }

    /** @throws MeshFault when it is broken or beyond the limits */
    public static Mesh read(Path file, Limits limits) throws IOException, MeshFault {
        checkDirectory(file);
        try (var zip = new ZipFile(new File(file.toString()))) {
            return new ThreeMf(zip, limits).read();
        } catch (ZipException | IllegalArgumentException broken) {
            throw new MeshFault("zip");
        }
    }

    /** The list of a zip's entries is read as a whole, so it is looked at first. Source: APPNOTE.TXT 4.3.16. */
    static void checkDirectory(Path file) throws IOException, MeshFault {
        try (var channel = FileChannel.open(file)) {
            int length = (int) Math.min(channel.size(), 65_535 + END_BYTES);
            var tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            while (tail.hasRemaining() && channel.read(tail, channel.size() - length + tail.position()) >= 0) {}
            for (int at = length - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) != 0x06054b50) continue;
                int entries = tail.getShort(at + 10) & 0xffff;
                long bytes = tail.getInt(at + 12) & 0xffff_ffffL;
                if (entries > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES) throw new MeshFault("zip");
                return;
            }
            throw new MeshFault("zip");
        }
    }

    /** Whether a zip looks like a 3MF from within. */
    static boolean looksRight(Path file) throws IOException {
        try {
            checkDirectory(file);
        } catch (MeshFault notOne) {
            return false;
        }
        try (var zip = new ZipFile(new File(file.toString()))) {
            return zip.getEntry(ROOT) != null
                    || zip.stream().anyMatch(entry -> entry.getName().endsWith(".model"));
        } catch (ZipException | IllegalArgumentException broken) {
            return false;
        }
    }

    private Mesh read() throws IOException, MeshFault {
        var rootPath = rootPath();
        var root = part(rootPath);
        // Counted before a single one is made: ten levels of ten components are 10 000 000 000 objects.
        long triangles = 0;
        for (var item : root.items()) {
            triangles += root.count(item, this, 0);
            if (triangles > limits.maxTriangles()) throw new MeshFault("triangles", limits.maxTriangles());
        }
        var mesh = new MeshBuilder(limits);
        var scale = ThreeMfTransform.scale(root.unit().millimetres());
        for (var item : root.items()) root.emit(item, scale, this, mesh, 0);
        return mesh.build(root.unit(), true);
    }

    private String rootPath() throws IOException, MeshFault {
        if (zip.getEntry(ROOT) != null) return ROOT;
        try (var in = entry("_rels/.rels")) {
            var reader = xml.createXMLStreamReader(in);
            while (reader.hasNext())
                if (reader.next() == javax.xml.stream.XMLStreamConstants.START_ELEMENT
                        && MODEL_RELATION.equals(reader.getAttributeValue(null, "Type")))
                    return String.valueOf(reader.getAttributeValue(null, "Target"))
                            .replaceFirst("^/", "");
        } catch (XMLStreamException broken) {
            throw xmlFault("_rels/.rels", broken);
        }
        throw new MeshFault("part", ROOT);
    }

    /** A part of the package that holds objects, read once. */
    ThreeMfPart part(String path) throws IOException, MeshFault {
        var known = parts.get(path);
        if (known != null) return known;
        if (parts.size() >= 1_000) throw new MeshFault("deep");
        try (var in = entry(path)) {
            var part = ThreeMfPart.read(xml.createXMLStreamReader(in), path, limits, held);
            parts.put(path, part);
            return part;
        } catch (XMLStreamException broken) {
            throw xmlFault(path, broken);
        }
    }

    private static MeshFault xmlFault(String path, XMLStreamException broken) {
        // The limit on bytes is told from inside the parser.
        for (Throwable cause = broken.getNestedException(); cause != null; cause = cause.getCause())
            if (cause instanceof TooMuch) return new MeshFault("bytes", ((TooMuch) cause).megabytes);
        var where = broken.getLocation();
        return new MeshFault("xml", path, where == null ? 0 : where.getLineNumber());
    }

    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;
        private final long megabytes;

        TooMuch(long megabytes) {
            this.megabytes = megabytes;
        }
    }

    private InputStream entry(String path) throws IOException, MeshFault {
        var entry = zip.getEntry(path);
        if (entry == null) throw new MeshFault("part", path);
        return new FilterInputStream(zip.getInputStream(entry)) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                if (one >= 0) count(1);
                return one;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = super.read(into, offset, length);
                if (read > 0) count(read);
                return read;
            }
        };
    }

    private void count(int bytes) throws IOException {
        unpacked += bytes;
        if (unpacked > limits.maxBytes()) throw new TooMuch(limits.maxBytes() / 1_000_000);
    }
}
