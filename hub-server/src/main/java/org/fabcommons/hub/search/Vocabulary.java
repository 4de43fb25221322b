// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processes and materials of a fablab, and the words, French and English, by which a text speaks of them. Guesses by
 * words, which is why only tags, titles, summaries and bills of materials are asked, and never a README.
 */
final class Vocabulary {
    private static final Map<String, List<String>> PROCESSES = Map.of(
            "print",
            List.of(
                    "3d print",
                    "3dprint",
                    "3d printing",
                    "3d printed",
                    "printed",
                    "fdm",
                    "fff",
                    "filament",
                    "impression 3d",
                    "imprime",
                    "imprimee",
                    "imprimer",
                    "imprimante",
                    "resin",
                    "resine",
                    "sla",
                    "stl"),
            "laser",
            List.of("laser", "lasercut", "decoupe laser", "laser cut", "laser cutting"),
            "mill",
            List.of(
                    "cnc",
                    "mill",
                    "milled",
                    "milling",
                    "router",
                    "fraise",
                    "fraisee",
                    "fraiser",
                    "fraisage",
                    "fraiseuse"),
            "cut",
            List.of("vinyl", "vinyle", "plotter", "traceur", "sticker", "autocollant", "pochoir", "stencil"),
            "electronics",
            List.of("pcb", "arduino", "esp32", "esp8266", "electronics", "electronique", "kicad", "solder", "soudure"),
            "sewing",
            List.of("sewing", "sew", "couture", "coudre", "embroidery", "broderie", "knitting", "tricot"));

    private static final Map<String, List<String>> MATERIALS = Map.ofEntries(
            Map.entry("pla", List.of("pla")),
            Map.entry("petg", List.of("petg", "pet")),
            Map.entry("abs", List.of("abs", "asa")),
            Map.entry("tpu", List.of("tpu", "tpe", "flexible filament", "filament flexible")),
            Map.entry("nylon", List.of("nylon")),
            Map.entry("resin", List.of("resin", "resine")),
            Map.entry("plywood", List.of("plywood", "ply", "contreplaque", "multiplex")),
            Map.entry("mdf", List.of("mdf", "medium")),
            Map.entry(
                    "wood",
                    List.of(
                            "wood", "wooden", "bois", "oak", "chene", "hetre", "beech", "pine", "pin", "bamboo",
                            "bambou")),
            Map.entry("acrylic", List.of("acrylic", "acrylique", "plexiglas", "plexi", "pmma")),
            Map.entry("aluminium", List.of("aluminium", "aluminum", "alu")),
            Map.entry("steel", List.of("steel", "acier", "inox", "stainless")),
            Map.entry("brass", List.of("brass", "laiton")),
            Map.entry("cardboard", List.of("cardboard", "carton", "paper", "papier")),
            Map.entry(
                    "textile",
                    List.of("textile", "fabric", "tissu", "cotton", "coton", "felt", "feutre", "wool", "laine")),
            Map.entry("leather", List.of("leather", "cuir")),
            Map.entry("concrete", List.of("concrete", "beton", "plaster", "platre")));

    private static final Map<String, List<String>> PROCESS_BY_WORD = byWord(PROCESSES);
    private static final Map<String, List<String>> MATERIAL_BY_WORD = byWord(MATERIALS);
    private static final int MOST = 6;

    private Vocabulary() {}

    private static Map<String, List<String>> byWord(Map<String, List<String>> meanings) {
        Map<String, List<String>> words = new HashMap<>();
        meanings.forEach((meaning, ways) -> ways.forEach(
                way -> words.computeIfAbsent(way, none -> new ArrayList<>()).add(meaning)));
        return words;
    }

    static Set<String> processes(String text) {
        return find(text, PROCESS_BY_WORD);
    }

    static Set<String> materials(String text) {
        return find(text, MATERIAL_BY_WORD);
    }

    private static Set<String> find(String text, Map<String, List<String>> meanings) {
        Set<String> found = new LinkedHashSet<>();
        var words = Words.of(text);
        for (int i = 0; i < words.size(); i++) {
            found.addAll(meanings.getOrDefault(words.get(i), List.of()));
            if (i == 0) continue;
            found.addAll(meanings.getOrDefault(words.get(i - 1) + " " + words.get(i), List.of()));
            // As in "contre-plaqué" and "ply wood".
            if (words.get(i - 1).length() > 2)
                found.addAll(meanings.getOrDefault(words.get(i - 1) + words.get(i), List.of()));
        }
        return found.stream().limit(MOST).collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new));
    }

    /** In which of the two languages a text is, by the small words that only one of them has; none for a few words. */
    static Set<String> languages(String text) {
        int french = 0;
        int english = 0;
        for (var word : Words.of(text)) {
            boolean isFrench = Words.FRENCH.contains(word);
            boolean isEnglish = Words.ENGLISH.contains(word);
            if (isFrench && !isEnglish) french++;
            if (isEnglish && !isFrench) english++;
        }
        Set<String> languages = new LinkedHashSet<>();
        // A few words of the other language may stand in a name or a quotation.
        if (french >= 2 && french * 4 >= english) languages.add("fr");
        if (english >= 2 && english * 4 >= french) languages.add("en");
        return languages;
    }
}
