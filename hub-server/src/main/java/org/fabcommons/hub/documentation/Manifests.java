// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fabcommons.hub.design.ArchivePart;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.web.Viewer;

/** Every archive carries the manifest in both forms, and a data package. */
record Manifests(Documentation documentation, Lineage lineage, Designs designs, Bills bills, Assemblies assemblies)
        implements ArchivePart {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Map<String, byte[]> files(Design design, String revision, Viewer viewer) {
        var described = documentation.of(design, revision);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (var form : Okh.Form.values())
            files.put(
                    form.fileName(),
                    documentation.leaving(described, form, viewer).getBytes(StandardCharsets.UTF_8));
        files.put("datapackage.json", dataPackage(described, viewer));
        return files;
    }

    byte[] dataPackage(Described described, Viewer viewer) {
        var design = described.design();
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(DataPackage.of(
                            design,
                            documentation.address(design),
                            documentation.version(design, described.revision()),
                            designs.files(design, described.revision()),
                            lineage.sources(design, viewer),
                            bills.of(design, described.revision()),
                            assemblies.of(design, described.revision(), Locale.ROOT)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
