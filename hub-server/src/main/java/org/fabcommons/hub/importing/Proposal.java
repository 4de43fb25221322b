// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.licence.ExpressionFault;
import org.fabcommons.hub.licence.LicenceExpression;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhFault;
import org.fabcommons.hub.vault.Push;

/**
 * What files say about the design they are: an Open Know-How manifest first, then a data package, then a README. Whatever
 * is missing or unfit is left for a person to say.
 */
record Proposal(
        String title, String summary, String licence, String documentation, String software, List<String> tags) {
    static final Proposal NOTHING = new Proposal("", "", "", "", "", List.of());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TITLE = 80;
    private static final int MAX_SUMMARY = 300;
    private static final int MAX_TAGS = 10;

    /** @param fallback what it is called by whoever sends it */
    static Proposal of(Collection<String> paths, Push.Contents contents, String fallback) throws IOException {
        var all = NOTHING;
        for (var path : paths.stream().sorted().toList())
            if (Okh.Form.ofPath(path).isPresent())
                all = all.or(okh(Okh.Form.ofPath(path).get(), contents.read(path)));
        if (paths.contains("datapackage.json")) all = all.or(dataPackage(contents.read("datapackage.json")));
        for (var path : paths) if (path.equalsIgnoreCase("README.md")) all = all.or(readme(text(contents.read(path))));
        var texts = paths.stream()
                .filter(path -> path.matches("LICENSES/[^/]+\\.txt"))
                .map(path -> path.substring("LICENSES/".length(), path.length() - ".txt".length()))
                .toList();
        if (texts.size() == 1) all = all.or(new Proposal("", "", licence(texts.get(0)), "", "", List.of()));
        return all.or(new Proposal(cut(fallback, MAX_TITLE), "", "", "", "", List.of()));
    }

    /** Completed by another one. */
    private Proposal or(Proposal other) {
        return new Proposal(
                title.isEmpty() ? other.title : title,
                summary.isEmpty() ? other.summary : summary,
                licence.isEmpty() ? other.licence : licence,
                documentation.isEmpty() ? other.documentation : documentation,
                software.isEmpty() ? other.software : software,
                tags.isEmpty() ? other.tags : tags);
    }

    private static Proposal okh(Okh.Form form, Optional<byte[]> text) {
        if (text.isEmpty() || text.get().length > Okh.MOST_BYTES) return NOTHING;
        try {
            var yaml = Okh.read(form, text.get()).as(Okh.Form.YAML);
            var licences = yaml.tree().path("license");
            return new Proposal(
                    cut(yaml.title().orElse(""), MAX_TITLE),
                    cut(yaml.function().orElse(""), MAX_SUMMARY),
                    licence(licences.path("hardware").asText("")),
                    licence(licences.path("documentation").asText("")),
                    licence(licences.path("software").asText("")),
                    tags(yaml.texts("keywords")));
        } catch (OkhFault unreadable) {
            // The manifest's page tells its author what is wrong with it.
            return NOTHING;
        }
    }

    private static Proposal dataPackage(Optional<byte[]> text) {
        try {
            var tree = JSON.readTree(text.orElse(new byte[0]));
            List<String> words = new ArrayList<>();
            for (JsonNode word : tree.path("keywords")) words.add(word.asText());
            return new Proposal(
                    cut(tree.path("title").asText(""), MAX_TITLE),
                    cut(tree.path("caption").asText(tree.path("description").asText("")), MAX_SUMMARY),
                    licence(tree.path("licenses").path(0).path("name").asText("")),
                    "",
                    "",
                    tags(words));
        } catch (IOException unreadable) {
            return NOTHING;
        }
    }

    private static Proposal readme(String text) {
        var title = "";
        for (var line : text.split("\\R")) {
            var plain = line.strip();
            if (plain.isEmpty() || plain.startsWith("[!") || plain.startsWith("!") || plain.startsWith("<")) continue;
            if (plain.startsWith("# ") && title.isEmpty())
                title = plain.substring(2).strip();
            else if (!plain.startsWith("#"))
                return new Proposal(
                        cut(title, MAX_TITLE), cut(plain.replaceAll("[*_`]", ""), MAX_SUMMARY), "", "", "", List.of());
        }
        return new Proposal(cut(title, MAX_TITLE), "", "", "", "", List.of());
    }

    private static String text(Optional<byte[]> bytes) {
        return new String(bytes.orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    /** Only one that this hub could take. */
    private static String licence(String written) {
        if (written.isBlank()) return "";
        try {
            return LicenceExpression.read(written.strip()).expression().toString();
        } catch (ExpressionFault unknown) {
            return "";
        }
    }

    private static List<String> tags(List<String> words) {
        return words.stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]+", "-"))
                .map(word -> word.replaceAll("^-+|-+$", ""))
                .filter(word -> !word.isEmpty() && word.length() <= 30)
                .distinct()
                .limit(MAX_TAGS)
                .toList();
    }

    private static String cut(String text, int most) {
        var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }
}
