// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a model file is, told from what it holds; its name may say otherwise. */
public enum ModelFormat {
    STL("STL", "stl"),
    THREE_MF("3MF", "3mf"),
    OBJ("OBJ", "obj"),
    PLY("PLY", "ply"),
    GLTF("glTF", "gltf", "glb"),
    STEP("STEP", "step", "stp"),
    DXF("DXF", "dxf"),
    SVG("SVG", "svg"),
    GCODE("G-code", "gcode", "gco", "g", "nc", "ngc", "tap"),
    /** What cutters, plotters and Roland's mills read: HPGL, CAMM-GL and RML. */
    PLOT("HPGL", "plt", "hpgl", "hpg", "rml", "prn");

    /** How much of a file is looked at. */
    static final int HEAD_BYTES = 1 << 16;

    private static final Pattern OBJ_LINE = Pattern.compile(
            "(?:v|vn|vt|vp)(?:\\s+[-+.\\dEe]+){2,}|[fl](?:\\s+-?\\d+(?:/-?\\d*){0,2}){2,}|(?:o|g|s|usemtl|mtllib)(?:\\s.*)?");
    private static final Pattern GCODE_LINE =
            Pattern.compile("(?:N\\d+\\s*)?(?:[GMT]\\d+(?:\\.\\d+)?|[XYZEFSIJKRPUVWABC]\\s*[-+]?[\\d.]+)"
                    + "(?:\\s*[A-Z]\\s*[-+]?[\\d.]*)*(?:\\s*\\*\\d+)?");
    private static final Pattern GCODE_WORD = Pattern.compile("(?:N\\d+\\s*)?[GM]\\d+.*");

    /** Device control, or an instruction that begins such files, and at least one more after it. */
    private static final Pattern PLOT_START = Pattern.compile(
            "(?:[;\\s]|\\x1b\\.[^:;]{0,40}[:;])*\\^?(?:IN|DF|SP\\s*\\d|P[AUDR](?:[\\s,]*-?\\d{1,9}){0,8}|![A-Z]{2}-?\\d{0,9})\\s*;"
                    + "\\s*[\\^!]?[A-Z]{1,2}[-\\d\\s,;]");

    private final String title;
    /** Parted by spaces. */
    private final String endings;

    ModelFormat(String title, String... endings) {
        this.title = title;
        this.endings = String.join(" ", endings);
    }

    /** Its name as people write it, in every language. */
    public String title() {
        return title;
    }

    /** Whether the hub measures it and draws a picture of it. */
    public boolean measured() {
        return switch (this) {
            case STL, THREE_MF, OBJ, PLY, GLTF -> true;
            case STEP, DXF, SVG, GCODE, PLOT -> false;
        };
    }

    /** What a file's name says. */
    public static Optional<ModelFormat> named(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        var ending = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
        return Arrays.stream(values())
                .filter(format -> List.of(format.endings.split(" ")).contains(ending))
                .findFirst();
    }

    /** What a file holds; empty where it is none of these. */
    public static Optional<ModelFormat> recognise(Path file) throws IOException {
        byte[] head;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            head = in.readNBytes(HEAD_BYTES);
        }
        var known = recognise(head, Files.size(file));
        if (known.isPresent()) return known;
        return starts(head, "PK\u0003\u0004") && ThreeMf.looksRight(file) ? Optional.of(THREE_MF) : Optional.empty();
    }

    /** All but 3MF, which must be looked into as a whole. */
    static Optional<ModelFormat> recognise(byte[] head, long sizeBytes) {
        if (head.length >= Stl.HEADER_BYTES
                && Stl.count(head) > 0
                && sizeBytes == Stl.HEADER_BYTES + Stl.count(head) * Stl.TRIANGLE_BYTES) return Optional.of(STL);
        if (starts(head, "glTF")) return Optional.of(GLTF);
        if (starts(head, "ply\n") || starts(head, "ply\r")) return Optional.of(PLY);
        if (starts(head, "AutoCAD Binary DXF\r\n")) return Optional.of(DXF);
        for (byte b : head) if (b == 0) return Optional.empty();
        var text = new String(head, StandardCharsets.UTF_8);
        return text(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static Optional<ModelFormat> text(String text) {
        var start = text.stripLeading();
        if (start.startsWith("ISO-10303-21;")) return Optional.of(STEP);
        var lower = start.toLowerCase(Locale.ROOT);
        if (lower.startsWith("solid") && (lower.contains("facet") || lower.contains("endsolid")))
            return Optional.of(STL);
        if (start.startsWith("<"))
            return start.contains("<svg") || start.contains(":svg") ? Optional.of(SVG) : Optional.empty();
        if (start.startsWith("{"))
            return start.contains("\"asset\"")
                            && (start.contains("\"meshes\"")
                                    || start.contains("\"accessors\"")
                                    || start.contains("\"scenes\"")
                                    || start.contains("\"buffers\""))
                    ? Optional.of(GLTF)
                    : Optional.empty();
        if (Pattern.compile("(?:999\\s*\\R.*\\R\\s*)*0\\s*\\R\\s*SECTION\\b")
                .matcher(start)
                .lookingAt()) return Optional.of(DXF);
        if (PLOT_START.matcher(start).lookingAt()) return Optional.of(PLOT);
        var lines = text.lines().map(String::strip).limit(2_000).toList();
        // The last line may be cut by the end of what is looked at.
        if (text.length() > HEAD_BYTES / 2 && lines.size() > 1) lines = lines.subList(0, lines.size() - 1);
        if (mostly(lines, line -> line.startsWith("#"), OBJ_LINE, Pattern.compile("v\\s.*"))) return Optional.of(OBJ);
        var plain = lines.stream()
                .map(line -> line.replaceAll("\\([^)]*\\)|;.*", "").strip().toUpperCase(Locale.ROOT))
                .toList();
        return mostly(plain, line -> line.equals("%") || line.startsWith("#"), GCODE_LINE, GCODE_WORD)
                ? Optional.of(GCODE)
                : Optional.empty();
    }

    /** Nine of ten lines that say something are of this form, and at least one has the telling form. */
    private static boolean mostly(
            List<String> lines, java.util.function.Predicate<String> passedOver, Pattern form, Pattern telling) {
        int said = 0, fitting = 0, telltale = 0;
        for (var line : lines) {
            if (line.isEmpty() || passedOver.test(line)) continue;
            said++;
            // Long lines would make these patterns slow, and belong to neither format.
            if (line.length() > 500) continue;
            if (form.matcher(line).matches()) fitting++;
            if (telling.matcher(line).matches()) telltale++;
        }
        return telltale > 0 && fitting * 10 >= said * 9;
    }

    private static boolean starts(byte[] head, String with) {
        var wanted = with.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= wanted.length && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
    }

    /**
     * Reads the triangles of a format that is {@link #measured()}.
     *
     * @throws MeshFault when it is broken or beyond the limits
     */
    public Mesh read(Path file, Limits limits) throws IOException, MeshFault {
        if (this == THREE_MF) return ThreeMf.read(file, limits);
        if (this == GLTF) return Gltf.read(file, limits);
        try (InputStream in = Files.newInputStream(file)) {
            return this == OBJ
                    ? Obj.read(in, limits)
                    : this == PLY ? Ply.read(in, limits) : Stl.read(in, Files.size(file), limits);
        }
    }

    /**
     * Reads what is told of a file that is no mesh, or of a glTF whose triangles are out of reach; nothing where there is
     * nothing to tell.
     *
     * @throws MeshFault when it is broken or beyond the limits
     */
    public Optional<OtherFacts> other(Path file, Limits limits) throws IOException, MeshFault {
        return switch (this) {
            case STL, THREE_MF, OBJ, PLY -> Optional.empty();
            case GLTF -> Gltf.declared(file, limits).map(facts -> facts);
            case GCODE, PLOT -> Optional.of(Paths.read(file, this, limits));
            case STEP, DXF, SVG -> {
                try (InputStream in = Files.newInputStream(file)) {
                    yield switch (this) {
                        case STEP -> Optional.of(Step.read(in, limits));
                        case DXF -> Dxf.read(in, limits).map(facts -> facts);
                        default -> Svg.read(in, limits).map(facts -> facts);
                    };
                }
            }
        };
    }

    /** How the facts are kept that {@link #other} gives. */
    public Class<? extends OtherFacts> otherFacts() {
        return switch (this) {
            case STL, THREE_MF, OBJ, PLY, GLTF -> DeclaredFacts.class;
            case STEP -> StepFacts.class;
            case DXF, SVG -> DrawingFacts.class;
            case GCODE, PLOT -> PathFacts.class;
        };
    }
}
