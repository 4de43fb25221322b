// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a program that strangers wrote is closed in with: namespaces of the kernel, which need neither root nor any
 * setting up. Tried once at the start, since a kernel or a container may forbid what is installed.
 */
public enum Sandbox {
    /** bubblewrap: the program sees the system's own programs, its source folder, and nothing else; no network. */
    CLOSED,
    /** unshare: no network; other files of the computer can be read by whatever gets past {@link FileUse}. */
    OFFLINE,
    /** Only the limits of a shell. */
    OPEN;

    /** Where it finds its source, and where it leaves what it made; elsewhere the real folders. */
    private static final String SOURCE = "/source";

    private static final String MADE = "/made";

    /** What OpenSCAD needs of a computer: programs, libraries, fonts. */
    private static final List<String> SEEN =
            List.of("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives");

    private static final int PATIENCE_S = 10;

    /** The strongest that works on this computer. */
    static Sandbox strongest() {
        return Stream.of(CLOSED, OFFLINE).filter(Sandbox::works).findFirst().orElse(OPEN);
    }

    private boolean works() {
        if (find(program()).isEmpty()) return false;
        try {
            var here = Path.of(System.getProperty("java.io.tmpdir"));
            List<String> command = new ArrayList<>(around(here, here));
            command.add("/bin/true");
            var tried = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (tried.waitFor(PATIENCE_S, TimeUnit.SECONDS)) return tried.exitValue() == 0;
            tried.destroyForcibly();
            return false;
        } catch (IOException notStarted) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String program() {
        return switch (this) {
            case CLOSED -> "bwrap";
            case OFFLINE -> "unshare";
            case OPEN -> "";
        };
    }

    /** What stands before a command. */
    List<String> around(Path source, Path made) {
        return switch (this) {
            case CLOSED -> closed(source, made);
            case OFFLINE -> List.of(find("unshare").orElseThrow().toString(), "--user", "--map-root-user", "--net");
            case OPEN -> List.of();
        };
    }

    private static List<String> closed(Path source, Path made) {
        List<String> command = new ArrayList<>(List.of(
                find("bwrap").orElseThrow().toString(),
                "--unshare-all",
                "--die-with-parent",
                // Its own session, so that it cannot type into a terminal the hub was started from.
                "--new-session",
                "--cap-drop",
                "ALL"));
        for (var path : SEEN) command.addAll(List.of("--ro-bind-try", path, path));
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        command.addAll(List.of("--ro-bind", source.toString(), SOURCE, "--bind", made.toString(), MADE));
        command.addAll(List.of("--chdir", SOURCE, "--"));
        return command;
    }

    /** The source folder as the program sees it. */
    String source(Path real) {
        return this == CLOSED ? SOURCE : real.toString();
    }

    /** The folder for what it makes as the program sees it. */
    String made(Path real) {
        return this == CLOSED ? MADE : real.toString();
    }

    static Optional<Path> find(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
