// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/**
 * What a camera's process is to do: the first line on its standard input, as JSON. Not on its command line, which
 * others on the computer can read and which a camera's password would stand in.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Look.class, name = "look"),
    @JsonSubTypes.Type(value = Order.Film.class, name = "film"),
    @JsonSubTypes.Type(value = Order.Compare.class, name = "compare")
})
public sealed interface Order {
    /**
     * Opens the source and tells what it sees until its input ends; a line {@code fps 2} changes the pace.
     *
     * @param fps pictures a second that are told
     * @param sourceFps pictures a second that the camera is asked for
     */
    record Look(
            Source source,
            int widthPx,
            int heightPx,
            double fps,
            double sourceFps,
            int rotateDegrees,
            Region region,
            boolean scored,
            Optional<Model> model)
            implements Order {}

    record Model(String file, int inputPx, int failureClass) {}

    /** Makes one film of the pictures in a folder, in the order of their names. */
    record Film(String folder, String file, int fps) implements Order {}

    /** Compares a picture with those of the empty machine. */
    record Compare(String picture, List<String> references, Region region) implements Order {}
}
