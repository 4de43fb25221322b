// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a STEP file says of itself, statement by statement, and never more than one of them. Source: ISO 10303-21,
 * the clear text encoding, and the entities of AP203, AP214 and AP242.
 */
public final class Step {
    private static final int MOST_NAMES = 5;
    private static final int MAX_NAME = 60;
    /** Longer statements list numbers; what is told stands at their beginning. */
    private static final int MAX_STATEMENT = 4_000;

    private static final Pattern TYPE = Pattern.compile("#\\d+\\s*=\\s*([A-Z0-9_]+)\\s*\\(.*", Pattern.DOTALL);
    private static final String TEXT = "'((?:[^']++|'')*+)'";
    private static final Pattern SCHEMA =
            Pattern.compile("FILE_SCHEMA\\s*\\(\\s*\\(\\s*" + TEXT + ".*", Pattern.DOTALL);
    /** The fifth text or list of texts is the translator, the sixth the system it is part of. */
    private static final Pattern PROGRAM = Pattern.compile(
            "FILE_NAME\\s*\\(.*?" + TEXT + "\\s*,\\s*" + TEXT + "\\s*,\\s*" + TEXT + "\\s*\\)", Pattern.DOTALL);

    private static final Pattern PRODUCT =
            Pattern.compile(".*?\\(\\s*" + TEXT + "\\s*,\\s*" + TEXT + ".*", Pattern.DOTALL);
    private static final Pattern SI = Pattern.compile(".*SI_UNIT\\s*\\(\\s*(\\$|\\.[A-Z]+\\.)\\s*,\\s*\\.METRE\\..*");
    private static final Pattern CONVERSION = Pattern.compile(".*CONVERSION_BASED_UNIT\\s*\\(\\s*" + TEXT + ".*");
    private static final Pattern WIDE =
            Pattern.compile("\\\\X2\\\\((?:[0-9A-F]{4})*)\\\\X0\\\\|\\\\X\\\\([0-9A-F]{2})");

    private final BufferedInputStream in;
    private final Limits limits;
    private long read;
    private String schema = "";
    private String program = "";
    private String unit = "";
    private boolean named;
    private boolean converted;
    private int bodies;
    private int faces;
    private int products;
    private final List<String> names = new ArrayList<>();

    private Step(InputStream in, Limits limits) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.limits = limits;
    }

    /** @throws MeshFault where the file is beyond the limits */
    public static StepFacts read(InputStream in, Limits limits) throws IOException, MeshFault {
        var step = new Step(in, limits);
        int number = 0;
        for (var statement = step.next(); statement != null; statement = step.next()) {
            if ((++number & 0xfff) == 0) limits.patience().check();
            step.take(statement);
        }
        return new StepFacts(step.schema, step.program, step.unit, step.bodies, step.faces, step.products, step.names);
    }

    /** The beginning of the next statement, without comments; null at the end. */
    private String next() throws IOException, MeshFault {
        var statement = new StringBuilder();
        boolean quoted = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (++read > limits.maxBytes()) throw new MeshFault("bytes", limits.maxBytes() / 1_000_000);
            if (c == '\'') quoted = !quoted;
            if (!quoted && c == ';') return statement.toString();
            if (!quoted && c == '/' && follows('*')) passOver();
            else if (statement.length() < MAX_STATEMENT && (c >= ' ' || statement.length() > 0))
                statement.append((char) (c < ' ' ? ' ' : c));
        }
        return null;
    }

    private boolean follows(char wanted) throws IOException {
        in.mark(1);
        if (in.read() == wanted) return true;
        in.reset();
        return false;
    }

    private void passOver() throws IOException, MeshFault {
        int before = 0;
        for (int c = in.read(); c >= 0 && !(before == '*' && c == '/'); c = in.read()) {
            if (++read > limits.maxBytes()) throw new MeshFault("bytes", limits.maxBytes() / 1_000_000);
            before = c;
        }
    }

    private void take(String statement) {
        var entity = TYPE.matcher(statement);
        if (!entity.matches()) {
            other(statement.strip());
            return;
        }
        switch (entity.group(1)) {
            case "MANIFOLD_SOLID_BREP", "BREP_WITH_VOIDS", "FACETED_BREP" -> bodies++;
            case "ADVANCED_FACE", "FACE_SURFACE" -> faces++;
            case "PRODUCT" -> {
                products++;
                var name = PRODUCT.matcher(statement);
                if (names.size() < MOST_NAMES && name.matches())
                    names.add(words(name.group(2).isBlank() ? name.group(1) : name.group(2)));
            }
            default -> {}
        }
    }

    /** The header, and instances that are of several types at once, as units are. */
    private void other(String statement) {
        var found = SCHEMA.matcher(statement);
        if (schema.isEmpty() && found.matches()) schema = protocol(words(found.group(1)));
        if (!named && statement.startsWith("FILE_NAME")) {
            named = true;
            var name = PROGRAM.matcher(statement);
            if (name.find()) program = words(name.group(2).isBlank() ? name.group(1) : name.group(2));
        }
        if (!statement.contains("LENGTH_UNIT") || converted) return;
        var conversion = CONVERSION.matcher(statement);
        var si = SI.matcher(statement);
        if (conversion.matches()) {
            converted = true;
            unit = switch (conversion.group(1).toUpperCase(java.util.Locale.ROOT)) {
                case "INCH", "IN" -> "in";
                case "FOOT", "FT" -> "ft";
                default -> "";
            };
        } else if (unit.isEmpty() && si.matches())
            unit = switch (si.group(1)) {
                case ".MILLI." -> "mm";
                case ".CENTI." -> "cm";
                case "$" -> "m";
                default -> "";
            };
    }

    private static String protocol(String schema) {
        var name = schema.strip().split("[ {]", 2)[0];
        if (name.startsWith("CONFIG_CONTROL_DESIGN") || name.startsWith("AP203")) return "AP203";
        if (name.startsWith("AUTOMOTIVE_DESIGN")) return "AP214";
        return name.startsWith("AP242") ? "AP242" : name;
    }

    /** Texts are ASCII, with other letters by their numbers. */
    private static String words(String text) {
        var plain = WIDE.matcher(text.replace("''", "'")).replaceAll(found -> {
            var wide = found.group(1);
            if (wide == null)
                return Matcher.quoteReplacement(new String(
                        new byte[] {(byte) Integer.parseInt(found.group(2), 16)}, StandardCharsets.ISO_8859_1));
            var letters = new StringBuilder();
            for (int i = 0; i < wide.length(); i += 4)
                letters.append((char) Integer.parseInt(wide.substring(i, i + 4), 16));
            return Matcher.quoteReplacement(letters.toString());
        });
        var line = plain.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MAX_NAME ? line : line.substring(0, MAX_NAME - 1) + "…";
    }
}
