// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.Shelf;

/** Files that slicers send: stored, hashed, checked, and only then under their names and perhaps started. */
record Incoming(Shop shop) {
    private static final Set<String> ENDINGS =
            Set.of("gcode", "gco", "g", "nc", "ngc", "tap", "cnc", "plt", "hpgl", "hpg", "rml", "prn");
    private static final int MAX_NAME = 200;

    /** What became of an upload: on the shelf, and perhaps started or waiting. */
    record Sent(Shelf.ShelvedFile file, boolean wantsPrint, Optional<String> job) {}

    /** Reads a form with one file. Nothing is kept under its name, and nothing starts, unless all of it is right. */
    Sent form(SlicerCalls.Call call, String printField) {
        try {
            var form = MultipartForm.read(
                    call.request().header("Content-Type"), call.request().upload(shop), shop::keep);
            if (form.file().isEmpty()) throw new SlicerCalls.Refused(400, "The form has no file.");
            var checksum = form.fields().getOrDefault("checksum", "").strip();
            if (!checksum.isEmpty()
                    && !checksum.equalsIgnoreCase(form.file().get().sha256()))
                throw new SlicerCalls.Refused(
                        422, "The file that came is not the one whose checksum was sent. Send it again.");
            return take(
                    call.bench(),
                    name(form.fields().getOrDefault("path", ""), form.fileName().orElseThrow()),
                    form.file().get(),
                    form.says(printField));
        } catch (MultipartForm.Malformed e) {
            throw new SlicerCalls.Refused(400, e.getMessage());
        } catch (IOException e) {
            throw cut(e);
        }
    }

    /** Puts a file on the shelf; one that is to be printed is checked first. */
    Sent take(Shop.Bench bench, String name, FileCache.Kept kept, boolean print) {
        if (kept.sizeBytes() == 0) throw new SlicerCalls.Refused(400, "The file is empty; nothing was kept.");
        if (!print) return new Sent(shop.shelve(name, kept), false, Optional.empty());
        var checked = shop.check(kept.sha256(), bench)
                .orElseThrow(() -> new SlicerCalls.Refused(404, "The file is no longer here; send it again."));
        if (checked.refused()) {
            var first = checked.refusals().get(0);
            throw new SlicerCalls.Refused(
                    422,
                    // Cura shows no more than the first hundred letters.
                    "Line " + first.line() + ": " + first.message(Locale.ENGLISH) + " Nothing was kept: " + bench.name()
                            + " must not get this file.");
        }
        var file = shop.shelve(name, kept);
        return new Sent(file, true, shop.orders().print(file, bench));
    }

    /** A failure of the upload itself, in words. */
    static SlicerCalls.Refused cut(IOException e) {
        if (e instanceof FileCache.NotFetched known)
            return new SlicerCalls.Refused(known.reason().equals("disk-full") ? 507 : 413, known.getMessage());
        return new SlicerCalls.Refused(400, "The upload broke off; nothing was kept.");
    }

    /**
     * The name under which a file stands on the shelf.
     *
     * @throws SlicerCalls.Refused when the folder leads elsewhere, or the file is no G-code
     */
    static String name(String folder, String file) {
        var name = new StringBuilder();
        for (var segment : folder.replace('\\', '/').split("/")) {
            if (segment.isBlank()) continue;
            if (segment.equals("..") || segment.equals("."))
                throw new SlicerCalls.Refused(400, "The folder must not lead elsewhere: " + folder);
            name.append(segment.strip()).append('/');
        }
        name.append(MultipartForm.withoutFolders(file));
        if (name.length() > MAX_NAME)
            throw new SlicerCalls.Refused(400, "The file's name is longer than " + MAX_NAME + " characters.");
        var ending = name.substring(name.lastIndexOf(".") + 1).toLowerCase(Locale.ROOT);
        if (ending.equals("bgcode"))
            throw new SlicerCalls.Refused(
                    415,
                    "Binary G-code is not read here. Switch off \"Binary G-code\" in the slicer's printer settings.");
        if (!ENDINGS.contains(ending)) throw new SlicerCalls.Refused(415, "This is no G-code, HPGL or RML: " + file);
        return name.toString().replaceAll("\\p{Cntrl}", "");
    }
}
