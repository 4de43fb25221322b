// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of the starter library, as its {@code design.yaml} describes it.
 *
 * @param owner who publishes it in the demo
 * @param remixes {@code owner/name} of the design it builds on
 * @param note what the remix changes
 * @param files paths in the folder; what is published
 */
record StarterDesign(
        String owner,
        String name,
        String title,
        String summary,
        String licence,
        List<String> tags,
        Optional<String> remixes,
        Optional<String> note,
        List<String> files) {

    private static final ObjectMapper YAML =
            JsonMapper.builder(new YAMLFactory()).addModule(new Jdk8Module()).build();

    String path() {
        return owner + "/" + name;
    }

    /** The library's designs by folder, each after the one it remixes. */
    static Map<Path, StarterDesign> all(Path library) throws IOException {
        var waiting = new LinkedHashMap<Path, StarterDesign>();
        try (var folders = Files.list(library)) {
            for (var folder : folders.sorted().toList()) {
                var manifest = folder.resolve("design.yaml");
                if (Files.exists(manifest)) waiting.put(folder, YAML.readValue(manifest.toFile(), StarterDesign.class));
            }
        }
        var ordered = new LinkedHashMap<Path, StarterDesign>();
        while (!waiting.isEmpty()) {
            var known = ordered.values().stream().map(StarterDesign::path).toList();
            var next = new ArrayList<>(waiting.entrySet());
            next.removeIf(entry ->
                    entry.getValue().remixes().filter(of -> !known.contains(of)).isPresent());
            if (next.isEmpty()) throw new IOException("designs remix something that is not there: " + waiting.keySet());
            for (var entry : next) {
                ordered.put(entry.getKey(), entry.getValue());
                waiting.remove(entry.getKey());
            }
        }
        return ordered;
    }
}
