// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import org.fabcommons.profile.Fault;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Profiles that people wrote for their own machines: {@code profiles/<id>.yaml} in the agent's folder, where no newer
 * program touches them.
 */
final class OwnProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(OwnProfiles.class);
    private static final String ENDING = ".yaml";
    /** The largest that comes with this program is some 10 kB. Bytes. */
    private static final long LARGEST = 1 << 20;

    private final Path folder;

    /** @param data the agent's folder */
    OwnProfiles(Path data) {
        folder = data.resolve("profiles");
    }

    /** What comes with this program, and these. One that has faults tells them when it is asked for. */
    Profiles all() {
        var own = new LinkedHashMap<String, Profiles.Own>();
        for (var file : files()) {
            var name = file.getFileName().toString();
            var id = name.substring(0, name.length() - ENDING.length());
            try {
                own.put(id, new Profiles.Own(file.toString(), text(file)));
            } catch (IOException unreadable) {
                LOG.warn("{} cannot be read and is left out: {}", file, unreadable.toString());
            }
        }
        return Profiles.standard().and(own);
    }

    /** Those that have mistakes, so that somebody hears of them who has forgotten to check. */
    void tellFaults(Profiles all) {
        for (var file : files()) {
            var name = file.getFileName().toString();
            try {
                all.find(name.substring(0, name.length() - ENDING.length()));
            } catch (Fault.Faults faulty) {
                LOG.warn("A profile is not used: {}", faulty.getMessage());
            }
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) return List.of();
        try (var found = Files.list(folder)) {
            return found.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(folder + " cannot be read", unreadable);
        }
    }

    /**
     * Keeps a checked one under its id; a crash in between leaves what was there.
     *
     * @return where it is now
     */
    Path keep(Profile profile, String text) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(profile.id() + ENDING);
        var fresh = folder.resolve(profile.id() + ".new");
        Files.writeString(fresh, text);
        // Whoever keeps it, the agent's own user must read it; nothing in it is secret.
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** @throws IOException when there is no such file, or it is no text, or too large for a profile */
    static String text(Path file) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > LARGEST)
            throw new IOException(file + " is too large for a profile.");
        return Files.readString(file);
    }

    /**
     * The machine that a command is for.
     *
     * @param named an id, or the file of a profile that somebody writes
     */
    static Profile named(CommandSpec spec, String named) {
        var all = new OwnProfiles(AgentSettings.usualData()).all();
        try {
            return isFile(named) ? all.one(named, read(spec, Path.of(named))) : all.require(named);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
    }

    /** No id holds a full stop. */
    private static boolean isFile(String named) {
        return named.endsWith(ENDING) || named.endsWith(".yml");
    }

    static String read(CommandSpec spec, Path file) {
        try {
            return text(file);
        } catch (IOException unreadable) {
            var why = String.valueOf(unreadable.getMessage()).endsWith("too large for a profile.")
                    ? unreadable.getMessage()
                    : file + " cannot be read: is it there, and is it a text file?";
            throw new ParameterException(spec.commandLine(), why, unreadable);
        }
    }
}
