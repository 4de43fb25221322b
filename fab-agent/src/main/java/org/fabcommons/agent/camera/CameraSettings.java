// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A camera as its owner has set it up.
 *
 * @param key stable name, a-z 0-9 and hyphens
 * @param name for people
 * @param machine key of the machine that it looks at; a camera without one is only looked through
 * @param widthPx wished of the camera, and the most that is kept
 * @param fps pictures per second while somebody watches
 * @param rotateDegrees clockwise: 0, 90, 180 or 270
 * @param toHub whether pictures of the hub's jobs go to the hub
 * @param timeLapse empty for none
 */
public record CameraSettings(
        String key,
        String name,
        Optional<String> machine,
        Source source,
        int widthPx,
        int heightPx,
        double fps,
        int rotateDegrees,
        boolean toHub,
        Optional<TimeLapse> timeLapse,
        Bed bed,
        Watch watch) {
    public CameraSettings {
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*"))
            throw new IllegalArgumentException("A camera's key is a-z, 0-9 and hyphens, not \"" + key + "\".");
        if (widthPx < 160 || widthPx > 1920 || heightPx < 120 || heightPx > 1920)
            throw new IllegalArgumentException("Camera " + key + ": width is 160 to 1920 and height 120 to 1920, not "
                    + widthPx + " x " + heightPx + ".");
        if (!(fps >= 0.2 && fps <= 30))
            throw new IllegalArgumentException("Camera " + key + ": fps is 0.2 to 30, not " + fps + ".");
        if (rotateDegrees % 90 != 0 || rotateDegrees < 0 || rotateDegrees > 270)
            throw new IllegalArgumentException(
                    "Camera " + key + ": rotate is 0, 90, 180 or 270, not " + rotateDegrees + ".");
    }

    /** @param every by interval; empty for one picture per layer */
    public record TimeLapse(Optional<Duration> every) {
        public TimeLapse {
            if (every.isPresent() && every.get().compareTo(Duration.ofMillis(500)) < 0)
                throw new IllegalArgumentException("a time-lapse takes a picture every 0.5 seconds at most");
        }

        /** From {@code layer} or a number of seconds. */
        public static TimeLapse parse(String text) {
            if (text.equals("layer")) return new TimeLapse(Optional.empty());
            try {
                return new TimeLapse(Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000))));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "a time-lapse is taken by \"layer\" or every so many seconds, not \"" + text + "\"", e);
            }
        }
    }

    /**
     * @param region where parts lie
     * @param goOn whether the next waiting file may start when the bed is seen to be clear
     */
    public record Bed(Region region, boolean goOn) {}

    /**
     * @param stall how long nothing may move in the picture while the machine says that it moves; empty: not watched
     * @param trouble whether pictures are scored against what is usual for this machine
     * @param pause whether the job is paused when one of these is seen; otherwise it is only told
     * @param model an ONNX file that scores pictures
     */
    public record Watch(Optional<Duration> stall, boolean trouble, boolean pause, Optional<Model> model) {}

    /**
     * @param file the ONNX file
     * @param inputPx width and height of what it looks at
     * @param failureClass which of its outputs means failure, where it tells classes apart
     */
    public record Model(Path file, int inputPx, int failureClass) {
        public Model {
            if (inputPx < 16 || inputPx > 1280)
                throw new IllegalArgumentException("a model looks at 16 to 1280 pixels, not " + inputPx);
            if (failureClass < 0) throw new IllegalArgumentException("classes count from 0, not " + failureClass);
        }
    }
}
