// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives of the kind that {@code tar} makes, also such as it would never make. */
final class Tars {
    private Tars() {}

    /** One entry; a link leads to a file of the system's. */
    record Entry(String name, String text, byte type) {}

    static Entry entry(String name, String text, byte type) {
        return new Entry(name, text, type);
    }

    static byte[] of(Entry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            for (var each : entries) {
                var header = new TarArchiveEntry(each.name(), each.type(), true);
                header.setLinkName("/etc/passwd");
                var text = each.text().getBytes(StandardCharsets.UTF_8);
                header.setSize(text.length);
                tar.putArchiveEntry(header);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
