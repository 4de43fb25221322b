// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a release says about itself, kept in its repository.
 *
 * @param format 1; a later one may add fields, which are ignored here
 * @param authorHandle empty where the author is not of this hub
 * @param createdAt UTC epoch milliseconds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ReleaseSheet(
        int format, String name, String title, String notes, String author, String authorHandle, long createdAt) {
    /** Where it stands among what is kept with the release. */
    static final String PATH = "release.yml";
    /** The folder of the artefacts. */
    static final String ARTEFACTS = "artefacts/";

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

    byte[] toYaml() throws IOException {
        return YAML.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    }

    static ReleaseSheet read(InputStream in) throws IOException {
        return YAML.readValue(in, ReleaseSheet.class);
    }

    Release release(String design, String holder, String revision) {
        return new Release(design, name, holder, revision, title, notes, author, authorHandle, createdAt);
    }
}
