// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.agent.camera.Region;
import org.fabcommons.agent.camera.Source;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A camera as it stands in {@code agent.yaml} or after {@code --camera}; what is left out has the default that the
 * documentation names.
 *
 * @param timeLapse {@code layer}, or a number of seconds
 * @param region left, top, width, height, as shares of the picture
 * @param stallSeconds 0 for not watched
 */
record CameraOption(
        @JsonProperty(value = "key", required = true) String key,
        @JsonProperty("name") Optional<String> name,
        @JsonProperty("machine") Optional<String> machine,
        @JsonProperty(value = "source", required = true) String source,
        @JsonProperty("width") Optional<Integer> width,
        @JsonProperty("height") Optional<Integer> height,
        @JsonProperty("fps") Optional<Double> fps,
        @JsonProperty("rotate") Optional<Integer> rotate,
        @JsonProperty("toHub") boolean toHub,
        @JsonProperty("timeLapse") Optional<String> timeLapse,
        @JsonProperty("region") List<Double> region,
        @JsonProperty("goOnWhenClear") boolean goOnWhenClear,
        @JsonProperty("stallSeconds") Optional<Integer> stallSeconds,
        @JsonProperty("trouble") boolean trouble,
        @JsonProperty("pauseOnTrouble") boolean pauseOnTrouble,
        @JsonProperty("model") Optional<Model> model) {
    /** An ONNX file that scores pictures. */
    record Model(
            @JsonProperty(value = "file", required = true) Path file,
            @JsonProperty("input") Optional<Integer> input,
            @JsonProperty("failureClass") Optional<Integer> failureClass) {}

    private static final int STALL_SECONDS = 60;

    CameraOption {
        region = region == null ? List.of() : List.copyOf(region);
    }

    /** One of which only the most important is said. */
    static CameraOption of(
            String key, Optional<String> name, Optional<String> machine, String source, Optional<String> timeLapse) {
        return new CameraOption(
                key,
                name,
                machine,
                source,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                timeLapse,
                List.of(),
                false,
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    /** @throws IllegalArgumentException naming the camera and what is wrong with it */
    CameraSettings settings() {
        int stall = stallSeconds.orElse(STALL_SECONDS);
        if (stall != 0 && (stall < 10 || stall > 3600))
            throw new IllegalArgumentException(
                    "Camera " + key + ": stallSeconds is 10 to 3600, or 0 for not watched, not " + stall + ".");
        if (goOnWhenClear && machine.isEmpty())
            throw new IllegalArgumentException("Camera " + key + ": goOnWhenClear needs a machine that it looks at.");
        model.filter(found -> !found.file().toFile().isFile()).ifPresent(missing -> {
            throw new IllegalArgumentException("Camera " + key + ": there is no model " + missing.file() + ".");
        });
        try {
            return new CameraSettings(
                    key,
                    name.orElse(key),
                    machine,
                    Source.parse(source),
                    width.orElse(1280),
                    height.orElse(720),
                    fps.orElse(5.0),
                    rotate.orElse(0),
                    toHub,
                    timeLapse.map(CameraSettings.TimeLapse::parse),
                    new CameraSettings.Bed(area(), goOnWhenClear),
                    new CameraSettings.Watch(
                            Optional.of(Duration.ofSeconds(stall)).filter(patience -> !patience.isZero()),
                            trouble || model.isPresent(),
                            pauseOnTrouble,
                            model.map(found -> new CameraSettings.Model(
                                    found.file().toAbsolutePath(),
                                    found.input().orElse(416),
                                    found.failureClass().orElse(0)))));
        } catch (IllegalArgumentException e) {
            var why = e.getMessage();
            throw new IllegalArgumentException(why.contains("amera") ? why : "Camera " + key + ": " + why + ".", e);
        }
    }

    private Region area() {
        if (region.isEmpty()) return Region.WHOLE;
        if (region.size() != 4)
            throw new IllegalArgumentException("a region has four numbers: left, top, width and height");
        return new Region(region.get(0), region.get(1), region.get(2), region.get(3));
    }

    /** From {@code key=…,source=…[,name=…][,machine=…][,timeLapse=…][,toHub]…}. */
    static final class Converter implements ITypeConverter<CameraOption> {
        @Override
        public CameraOption convert(String text) {
            Map<String, String> fields = new HashMap<>();
            var last = new ArrayList<String>();
            for (var field : text.split(",")) {
                int equals = field.indexOf('=');
                // An address may hold commas.
                if (equals <= 0 && !field.matches("toHub|goOnWhenClear|trouble|pauseOnTrouble") && !last.isEmpty()) {
                    fields.merge(last.get(0), "," + field, String::concat);
                    continue;
                }
                var name = equals > 0 ? field.substring(0, equals).strip() : field.strip();
                fields.put(name, equals > 0 ? field.substring(equals + 1).strip() : "true");
                last.clear();
                last.add(name);
            }
            try {
                var camera = new CameraOption(
                        taken(fields, "key", text),
                        Optional.ofNullable(fields.remove("name")),
                        Optional.ofNullable(fields.remove("machine")),
                        taken(fields, "source", text),
                        Optional.ofNullable(fields.remove("width")).map(Integer::valueOf),
                        Optional.ofNullable(fields.remove("height")).map(Integer::valueOf),
                        Optional.ofNullable(fields.remove("fps")).map(Double::valueOf),
                        Optional.ofNullable(fields.remove("rotate")).map(Integer::valueOf),
                        Boolean.parseBoolean(fields.remove("toHub")),
                        Optional.ofNullable(fields.remove("timeLapse")),
                        List.of(),
                        Boolean.parseBoolean(fields.remove("goOnWhenClear")),
                        Optional.ofNullable(fields.remove("stallSeconds")).map(Integer::valueOf),
                        Boolean.parseBoolean(fields.remove("trouble")),
                        Boolean.parseBoolean(fields.remove("pauseOnTrouble")),
                        Optional.ofNullable(fields.remove("model"))
                                .map(file -> new Model(Path.of(file), Optional.empty(), Optional.empty())));
                if (!fields.isEmpty())
                    throw new TypeConversionException(
                            "unknown in \"" + text + "\": " + String.join(", ", fields.keySet()));
                return camera;
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + text + "\" has a number that is none: " + e.getMessage());
            }
        }

        private static String taken(Map<String, String> fields, String name, String text) {
            return Optional.ofNullable(fields.remove(name))
                    .filter(value -> !value.isEmpty())
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + text + "\" lacks " + name + "=…; it reads key=…,machine=…,source=…"));
        }
    }
}
