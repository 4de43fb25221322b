// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Changes fields in a manifest's text and leaves the rest as its author wrote it: order, comments, blank lines, fields that
 * nobody knows. A text is cut into pieces, each with one field of the first level and the comments before it; only pieces
 * whose field changed are written anew. What comes out is read again, and where that is not what it should be (a way of
 * writing that this does not understand), the whole is written anew instead, without comments.
 */
final class OkhPatch {
    private static final Pattern YAML_KEY =
            Pattern.compile("(?:\"([^\"]+)\"|'([^']+)'|([\\p{L}_][^:#\"']*?))\\s*:(?:\\s.*)?");
    private static final Pattern TOML_KEY =
            Pattern.compile("\\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+))\\s*(?:\\.[^=]*)?=.*");
    private static final Pattern TOML_TABLE =
            Pattern.compile("\\s*\\[\\[?\\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+)).*");

    private final Okh.Form form;
    private final List<Piece> pieces;

    private OkhPatch(Okh.Form form, List<Piece> pieces) {
        this.form = form;
        this.pieces = pieces;
    }

    /**
     * A field of the first level, or a part of it.
     *
     * @param key empty for what stands before all fields
     * @param before comments and blank lines
     * @param table whether it stands under a heading of its own
     */
    private record Piece(String key, String before, String text, boolean table) {}

    /** The text with these fields instead of those it has. */
    static String apply(Okh.Form form, String text, ObjectNode wanted) {
        try {
            var now = OkhText.read(form, text.getBytes(StandardCharsets.UTF_8));
            var normal = OkhText.normal(wanted);
            var patch = new OkhPatch(form, cut(form, text));
            Set<String> keys = new HashSet<>();
            now.fieldNames().forEachRemaining(keys::add);
            for (var key : keys) if (!normal.has(key)) patch.replace(key, "", false);
            normal.properties().forEach(field -> {
                if (field.getValue().equals(now.get(field.getKey()))) return;
                var alone = JsonNodeFactory.instance.objectNode();
                alone.set(field.getKey(), field.getValue());
                var written = OkhText.body(form, alone).stripLeading();
                patch.replace(field.getKey(), written, form == Okh.Form.TOML && written.startsWith("["));
            });
            var made = patch.text();
            if (OkhText.read(form, made.getBytes(StandardCharsets.UTF_8)).equals(normal)) return made;
        } catch (OkhFault unreadable) {
            // Written anew below.
        }
        return OkhText.write(form, wanted);
    }

    private static List<Piece> cut(Okh.Form form, String text) {
        List<Piece> pieces = new ArrayList<>();
        var lines = text.split("(?<=\n)");
        var before = new StringBuilder();
        var body = new StringBuilder();
        var key = "";
        boolean table = false;
        boolean inTables = false;
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i];
            var bare = line.stripTrailing();
            var heading = form == Okh.Form.TOML ? key(TOML_TABLE, bare) : "";
            var found = form == Okh.Form.YAML ? key(YAML_KEY, bare) : inTables ? "" : key(TOML_KEY, bare);
            if (!heading.isEmpty() || !found.isEmpty()) {
                var lead = lead(body);
                if (body.length() > 0 || !key.isEmpty())
                    pieces.add(new Piece(key, before.toString(), body.toString(), table));
                before.setLength(0);
                before.append(lead);
                body.setLength(0);
                key = heading.isEmpty() ? found : heading;
                table = !heading.isEmpty();
                inTables |= table;
                body.append(line);
                if (form == Okh.Form.TOML && !table) while (open(body) && i + 1 < lines.length) body.append(lines[++i]);
            } else body.append(line);
        }
        if (body.length() > 0) pieces.add(new Piece(key, before.toString(), body.toString(), table));
        return pieces;
    }

    private static String key(Pattern pattern, String line) {
        var found = pattern.matcher(line);
        if (!found.matches()) return "";
        for (int group = 1; group <= 3; group++)
            if (found.group(group) != null) return found.group(group).strip();
        return "";
    }

    /** Takes the comments and blank lines at the end of a piece away; they belong to what follows. */
    private static String lead(StringBuilder body) {
        var lines = body.toString().split("(?<=\n)");
        int from = lines.length;
        while (from > 1 && (lines[from - 1].isBlank() || lines[from - 1].startsWith("#"))) from--;
        var lead = String.join("", List.of(lines).subList(from, lines.length));
        body.setLength(body.length() - lead.length());
        return lead;
    }

    /** Whether a value in TOML goes on in the next line: brackets or a long text are open. */
    private static boolean open(StringBuilder text) {
        int depth = 0;
        var quote = "";
        for (int i = 0; i < text.length(); i++) {
            if (!quote.isEmpty()) {
                if (text.charAt(i) == '\\' && quote.startsWith("\"")) i++;
                else if (at(text, i, quote)) {
                    i += quote.length() - 1;
                    quote = "";
                }
                continue;
            }
            char c = text.charAt(i);
            if (at(text, i, "\"\"\"") || at(text, i, "'''")) {
                quote = text.substring(i, i + 3);
                i += 2;
            } else if (c == '"' || c == '\'') quote = String.valueOf(c);
            else if (c == '#') while (i + 1 < text.length() && text.charAt(i + 1) != '\n') i++;
            else if (c == '[' || c == '{') depth++;
            else if (c == ']' || c == '}') depth--;
        }
        return depth > 0 || quote.length() == 3;
    }

    private static boolean at(StringBuilder text, int i, String what) {
        return i + what.length() <= text.length()
                && text.substring(i, i + what.length()).equals(what);
    }

    /** @param written empty to take it away */
    private void replace(String key, String written, boolean table) {
        int place = -1;
        for (int i = 0; i < pieces.size(); i++)
            if (pieces.get(i).key().equals(key) && pieces.get(i).table() == table && place < 0) place = i;
        var before = place < 0 ? "" : pieces.get(place).before();
        if (!written.isEmpty() && place >= 0) {
            pieces.set(place, new Piece(key, before, written, table));
            int kept = place;
            for (int i = pieces.size() - 1; i >= 0; i--)
                if (i != kept && pieces.get(i).key().equals(key)) pieces.remove(i);
            return;
        }
        pieces.removeIf(piece -> piece.key().equals(key));
        if (written.isEmpty()) return;
        int end = pieces.size();
        // In TOML a plain field must stand before the first table.
        if (form == Okh.Form.TOML && !table)
            for (int i = pieces.size() - 1; i >= 0; i--) if (pieces.get(i).table()) end = i;
        pieces.add(end, new Piece(key, table ? "\n" : "", written, table));
    }

    private String text() {
        var text = new StringBuilder();
        for (var piece : pieces) {
            if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') text.append('\n');
            text.append(piece.before()).append(piece.text());
        }
        return text.toString();
    }
}
