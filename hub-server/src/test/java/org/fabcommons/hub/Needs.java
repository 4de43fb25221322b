// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test drives. Where it is not installed the test is skipped with a line that says what to install;
 * with {@code CI=true} that is a failure, so that nothing goes untested unnoticed.
 */
public final class Needs {
    private Needs() {}

    /** The installed Chromium. */
    public static Path chromium() {
        return program("chromium", "chromium", "chromium-browser", "google-chrome");
    }

    /**
     * The first of these programs on the path.
     *
     * @param debianPackage what to install where there is none
     */
    public static Path program(String debianPackage, String... names) {
        var found = find(names);
        if (found.isEmpty()) {
            var missing = "this test needs " + names[0] + "; install it (Debian: apt install " + debianPackage + ")";
            if ("true".equals(System.getenv("CI"))) Assertions.fail(missing);
            Assumptions.abort(missing);
        }
        return found.get();
    }

    private static Optional<Path> find(String... names) {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator);
        return Stream.of(names)
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
