// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** The one JSON form of the messages: unknown fields are ignored, absent optionals are left out. */
public final class LinkJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private LinkJson() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** One of our own records as text. */
    public static String write(Object ours) {
        try {
            return MAPPER.writeValueAsString(ours);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(ours.getClass().getSimpleName() + " could not be written", e);
        }
    }

    /** What {@link #write} made and was kept since; not for what others say, which may be wrong. */
    public static <T> T readBack(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + type.getSimpleName() + " that was kept could not be read", e);
        }
    }
}
