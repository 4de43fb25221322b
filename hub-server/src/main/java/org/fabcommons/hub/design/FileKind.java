// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Kinds of files that designs are made of, and how each is served. */
public enum FileKind {
    MESH("model/stl", "stl"),
    OTHER_MESH("model/3mf", "3mf"),
    TOOLPATH("text/x.gcode; charset=utf-8", "gcode gco g nc ngc tap"),
    /** HPGL, CAMM-GL and RML. */
    PLOT("text/plain; charset=us-ascii", "plt hpgl hpg rml prn"),
    SOURCE("text/plain; charset=utf-8", "scad py jscad ino c h js sh"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg jpeg"),
    WEBP("image/webp", "webp"),
    GIF("image/gif", "gif"),
    SVG("image/svg+xml", "svg"),
    TEXT("text/plain; charset=utf-8", "txt toml yml yaml ini cfg csv license licence"),
    MARKDOWN("text/markdown; charset=utf-8", "md markdown"),
    JSON("application/json", "json"),
    PDF("application/pdf", "pdf"),
    STEP("model/step", "step stp"),
    DXF("image/vnd.dxf", "dxf"),
    OTHER("application/octet-stream", "");

    private final String mediaType;
    /** Parted by spaces. */
    private final String endings;

    FileKind(String mediaType, String endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    /** By the name's ending; names without one, such as LICENSE, are looked at as a whole. */
    public static FileKind of(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        var ending = name.substring(name.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(kind -> List.of(kind.endings.split(" ")).contains(ending))
                .findFirst()
                .orElse(OTHER);
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether a machine is made to move by it. */
    public boolean toolpath() {
        return this == TOOLPATH || this == PLOT;
    }

    /** Whether a browser shows it as a picture. */
    public boolean picture() {
        return switch (this) {
            case PNG, JPEG, WEBP, GIF, SVG -> true;
            case MESH, OTHER_MESH, TOOLPATH, PLOT, SOURCE, TEXT, MARKDOWN, JSON, PDF, STEP, DXF, OTHER -> false;
        };
    }

    /** Whether a browser may show it by itself; what could bring scripts or forms along may not. */
    boolean inline() {
        return switch (this) {
            case PNG, JPEG, WEBP, GIF, TEXT, SOURCE, TOOLPATH, PLOT, JSON -> true;
            case SVG, MARKDOWN, PDF, MESH, OTHER_MESH, STEP, DXF, OTHER -> false;
        };
    }
}
