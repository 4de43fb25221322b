// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files an OpenSCAD program reads. OpenSCAD itself would open any file of the computer it runs on, so a program whose
 * paths are not written out, or lead out of the design, is not run. A path is written out when it stands as a text in
 * {@code import("a.stl")}, {@code use <a.scad>} and the like; no other word of the language opens files.
 */
final class FileUse {
    private static final Set<String> OPENING = Set.of(
            "import",
            "surface",
            "import_stl",
            "import_dxf",
            "import_off",
            "dxf_dim",
            "dxf_cross",
            "dxf_linear_extrude",
            "dxf_rotate_extrude");
    private static final Set<String> NAMED = Set.of("file", "filename");

    private final String source;
    private int at;
    private final Set<String> paths = new TreeSet<>();

    private FileUse(String source) {
        this.source = source;
    }

    /** A program that is not run, and what of it keeps it from being so. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String what) {
            super(what);
        }
    }

    /** A word, a text or a sign; of a text without its quotes. */
    private record Token(char sort, String text) {
        boolean is(String sign) {
            return sort == '.' && text.equals(sign);
        }
    }

    /** The paths that it reads, relative to itself. */
    static Set<String> of(String source) throws Refused {
        var use = new FileUse(source);
        use.read();
        return use.paths;
    }

    private void read() throws Refused {
        List<Token> tokens = new ArrayList<>();
        for (var token = next(); token.sort() != 0; token = next()) tokens.add(token);
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.sort() == '<') path(token.text());
            if (token.sort() != 'w') continue;
            var name = token.text().toLowerCase(Locale.ROOT);
            if (OPENING.contains(name) && sign(tokens, i + 1, "(")) first(tokens, i + 2, name);
            if (NAMED.contains(name) && sign(tokens, i + 1, "=") && !sign(tokens, i + 2, "="))
                literal(tokens, i + 2, name);
        }
    }

    private static boolean sign(List<Token> tokens, int at, String sign) {
        return at < tokens.size() && tokens.get(at).is(sign);
    }

    /** The first argument must be a path that is written out, or bear a name: those are looked at by their names. */
    private void first(List<Token> tokens, int from, String name) throws Refused {
        if (from + 1 < tokens.size() && tokens.get(from).sort() == 'w' && sign(tokens, from + 1, "=")) return;
        literal(tokens, from, name);
    }

    private void literal(List<Token> tokens, int from, String name) throws Refused {
        if (from + 1 >= tokens.size()
                || tokens.get(from).sort() != '"'
                || !(sign(tokens, from + 1, ",") || sign(tokens, from + 1, ")"))) throw new Refused(name);
        path(tokens.get(from).text());
    }

    private void path(String path) throws Refused {
        if (path.isBlank()
                || path.startsWith("/")
                || path.contains("\\")
                || path.contains(":")
                || path.chars().anyMatch(c -> c < ' ')
                || List.of(path.split("/")).contains("..")) throw new Refused(path);
        paths.add(path);
    }

    private Token next() throws Refused {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (source.startsWith("//", at)) {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("/*", at)) {
                int end = source.indexOf("*/", at + 2);
                at = end < 0 ? source.length() : end + 2;
            } else if (c == '"') return text();
            else if (Character.isLetterOrDigit(c) || c == '_' || c == '$') return word();
            else {
                at++;
                if (!Character.isWhitespace(c)) return new Token('.', String.valueOf(c));
            }
        }
        return new Token((char) 0, "");
    }

    private Token text() {
        int from = ++at;
        while (at < source.length() && source.charAt(at) != '"') at += source.charAt(at) == '\\' ? 2 : 1;
        at = Math.min(at, source.length());
        var text = source.substring(from, at);
        at++;
        return new Token('"', text);
    }

    private Token word() throws Refused {
        int from = at;
        while (at < source.length()
                && (Character.isLetterOrDigit(source.charAt(at))
                        || source.charAt(at) == '_'
                        || source.charAt(at) == '$')) at++;
        var word = source.substring(from, at);
        if (!word.equals("use") && !word.equals("include")) return new Token('w', word);
        int open = at;
        // OpenSCAD's own reader passes over > here as it does over blanks.
        while (open < source.length() && (Character.isWhitespace(source.charAt(open)) || source.charAt(open) == '>'))
            open++;
        if (open >= source.length() || source.charAt(open) != '<') return new Token('w', word);
        int close = source.indexOf('>', open);
        if (close < 0) throw new Refused(word);
        at = close + 1;
        var path = source.substring(open + 1, close);
        // What it includes is a program too, and is looked at as one by its ending.
        if (!path.toLowerCase(Locale.ROOT).matches("(?s).*\\.(scad|ttf|otf)")) throw new Refused(path);
        return new Token('<', path);
    }
}
