// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;

/** From text to fields and back. */
final class OkhText {
    private static final String FIRST_LINE = "%Open Know-How Manifest 1.0";
    private static final int MOST_DEPTH = 20;
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build();

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .streamReadConstraints(LIMITS)
            .build());
    private static final ObjectMapper TOML =
            new TomlMapper(TomlFactory.builder().streamReadConstraints(LIMITS).build());

    private static final ObjectMapper JSON = new ObjectMapper();

    private OkhText() {}

    static ObjectNode read(Okh.Form form, byte[] text) throws OkhFault {
        if (text.length > Okh.MOST_BYTES) throw new OkhFault(0, "more than " + Okh.MOST_BYTES + " bytes", null);
        try {
            var tree = (form == Okh.Form.TOML ? TOML : YAML).readTree(text);
            // Both readers have types of their own for numbers and dates; JSON's are the same for both.
            if (tree instanceof ObjectNode fields) return (ObjectNode) JSON.readTree(fields.toString());
            throw new OkhFault(1, "no fields", null);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new OkhFault(Math.max(0, line), e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new OkhFault(0, "unreadable", e);
        }
    }

    static String write(Okh.Form form, ObjectNode tree) {
        return (form == Okh.Form.TOML ? "# Open Know-How manifest (OKH-LOSH)\n" : FIRST_LINE + "\n---\n")
                + body(form, tree);
    }

    /** As it is after being written and read: both ways have types of their own for numbers. */
    static ObjectNode normal(ObjectNode tree) throws OkhFault {
        try {
            return (ObjectNode) JSON.readTree(tree.toString());
        } catch (JsonProcessingException e) {
            throw new OkhFault(0, "unreadable", e);
        }
    }

    /** The fields alone. */
    static String body(Okh.Form form, ObjectNode tree) {
        try {
            return form == Okh.Form.TOML ? TomlText.of(tree) : YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest could not be written", e);
        }
    }
}
