// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fabcommons.link.Detail;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Telemetry;

/**
 * Where a machine was seen last during a job, and how hot: beside the mark of the last line, renewed every second and on
 * the disk by then.
 *
 * @param position millimetres by axis
 * @param temperatures degrees Celsius by sensor
 */
public record LastSeen(Map<String, Double> position, Map<String, Telemetry.Temperature> temperatures) {
    static LastSeen of(Telemetry.Machine now) {
        return new LastSeen(now.position(), now.temperatures());
    }

    private static Path file(Path mark) {
        return mark.resolveSibling(mark.getFileName() + ".seen");
    }

    /** Replaces what was written before, and is on the disk then. */
    void write(Path mark) {
        var bytes = LinkJson.write(this).getBytes(StandardCharsets.UTF_8);
        // No machine has so many axes and sensors.
        if (bytes.length > TwoSlots.MOST_BYTES) return;
        try {
            TwoSlots.write(file(mark), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("where the machine is could not be written down: " + mark, e);
        }
    }

    /** What a former run left; empty where nothing of it is whole. */
    static Optional<LastSeen> read(Path mark) {
        try {
            return TwoSlots.read(file(mark))
                    .map(bytes -> LinkJson.readBack(new String(bytes, StandardCharsets.UTF_8), LastSeen.class));
        } catch (IOException e) {
            throw new UncheckedIOException("where the machine was could not be read: " + mark, e);
        }
    }

    static void remove(Path mark) throws IOException {
        Files.deleteIfExists(file(mark));
    }

    /** Empty when nothing was seen. */
    Optional<Detail> told() {
        var at = new TreeMap<>(position)
                .entrySet().stream()
                        .map(axis -> String.format(Locale.ROOT, "%s%.2f", axis.getKey(), axis.getValue()))
                        .collect(Collectors.joining(" "));
        var warm = new TreeMap<>(temperatures)
                .entrySet().stream()
                        .map(one -> String.format(
                                Locale.ROOT,
                                "%s %.0f °C",
                                one.getKey(),
                                one.getValue().actual()))
                        .collect(Collectors.joining(", "));
        if (at.isEmpty())
            return Optional.of(warm).filter(any -> !any.isEmpty()).map(any -> Detail.of("seen-warm", any));
        return Optional.of(warm.isEmpty() ? Detail.of("seen-at", at) : Detail.of("seen-at-and-warm", at, warm));
    }
}
