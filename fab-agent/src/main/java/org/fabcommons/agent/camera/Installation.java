// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the camera libraries are. They lie in the folder {@code camera-lib} beside the agent's jar and are never on the
 * agent's own class path; while developing they are on the one class path there is.
 *
 * @param classPath of a camera's process
 */
record Installation(String classPath) {
    private static final String FOLDER = "camera-lib";

    /** Empty where the libraries are not installed. */
    static Optional<Installation> find() {
        var own = own();
        var beside = own.resolveSibling(FOLDER);
        if (Files.isRegularFile(own) && holdsNatives(beside))
            return Optional.of(new Installation(own + File.pathSeparator + beside.resolve("*")));
        if (Installation.class.getResource("/org/bytedeco/javacv/FFmpegFrameGrabber.class") != null)
            return Optional.of(new Installation(System.getProperty("java.class.path")));
        return Optional.empty();
    }

    private static Path own() {
        try {
            return Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean holdsNatives(Path folder) {
        if (!Files.isDirectory(folder)) return false;
        try (var jars = Files.list(folder)) {
            return jars.anyMatch(jar -> jar.getFileName().toString().startsWith("ffmpeg-"));
        } catch (IOException e) {
            throw new UncheckedIOException("the camera libraries cannot be listed: " + folder, e);
        }
    }
}
