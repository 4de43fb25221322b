// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;

/** A revision as a Frictionless data package. Source: Data Package 1.0, with the fields that Manyfold reads. */
final class DataPackage {
    private DataPackage() {}

    /**
     * @param address where the design is
     * @param version the release's name or the revision
     * @param sources what it was made of
     * @param bill what is needed, under {@code parts}; how it is put together stands under {@code assembly}
     */
    static Map<String, Object> of(
            Design design,
            String address,
            String version,
            List<DesignFile> files,
            List<Map<String, Object>> sources,
            Bill bill,
            Assembly assembly) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("$schema", "https://manyfold.app/profiles/0.0/datapackage.json");
        all.put("name", design.name());
        all.put("title", design.title());
        all.put("caption", design.summary());
        all.put("version", version);
        all.put("homepage", address);
        all.put("keywords", design.tags());
        all.put(
                "licenses",
                Stream.concat(Stream.of(design.licence()), design.parts().all().stream())
                        .distinct()
                        .map(licence -> Map.of("name", licence))
                        .toList());
        all.put("contributors", List.of(Map.of("title", design.ownerHandle(), "roles", List.of("creator"))));
        if (!sources.isEmpty()) all.put("sources", sources);
        design.cover().ifPresent(path -> all.put("image", path));
        all.put("resources", files.stream().map(DataPackage::resource).toList());
        if (!bill.lines().isEmpty())
            all.put("parts", bill.lines().stream().map(DataPackage::part).toList());
        if (!assembly.steps().isEmpty())
            all.put("assembly", assembly.steps().stream().map(DataPackage::step).toList());
        return all;
    }

    private static Map<String, Object> part(BillLine line) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", line.name());
        one.put("quantity", line.amount().<Object>map(amount -> amount).orElse(line.quantity()));
        one.put("unit", line.unit());
        one.put("material", line.material());
        one.put("url", line.link());
        one.put("design", line.design());
        one.put("cost", line.cost());
        one.put("currency", line.cost().isEmpty() ? "" : line.currency());
        one.put("note", line.note());
        one.values().removeIf(""::equals);
        return one;
    }

    private static Map<String, Object> step(Assembly.Step step) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("title", step.title());
        one.put("path", step.path());
        one.put("tools", step.tools());
        one.put("parts", step.parts().stream().map(Assembly.Need::words).toList());
        one.values().removeIf(List.of()::equals);
        return one;
    }

    private static Map<String, Object> resource(DesignFile file) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", file.path().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9._/-]+", "-"));
        one.put("path", file.path());
        one.put("mediatype", file.mediaType().replaceAll(";.*", ""));
        one.put("bytes", file.sizeBytes());
        one.put("hash", "sha256:" + file.sha256());
        return one;
    }
}
