// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What people added on the agent's page: a list in a file of the agent's folder, {@code machines.yaml} or
 * {@code cameras.yaml}, {@code notify.yaml}. What people write in {@code agent.yaml} by hand is never touched.
 *
 * @param <T> an entry, as {@code agent.yaml} has it too
 */
final class AddedOnPage<T> {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private final JavaType list;

    private AddedOnPage(Path file, Class<T> entry) {
        this.file = file;
        list = YAML.getTypeFactory().constructCollectionType(List.class, entry);
    }

    static AddedOnPage<MachineOption> machines(Path data) {
        return new AddedOnPage<>(data.resolve("machines.yaml"), MachineOption.class);
    }

    static AddedOnPage<CameraOption> cameras(Path data) {
        return new AddedOnPage<>(data.resolve("cameras.yaml"), CameraOption.class);
    }

    static AddedOnPage<NotifyOption> channels(Path data) {
        return new AddedOnPage<>(data.resolve("notify.yaml"), NotifyOption.class);
    }

    List<T> all() {
        if (!Files.exists(file)) return List.of();
        try {
            return YAML.readValue(file.toFile(), list);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; mend it or move it away", e);
        }
    }

    /** Keeps these; a crash in between leaves the file as it was. */
    void keep(List<T> all) {
        try {
            Files.createDirectories(file.getParent());
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            // A camera's address may hold a password, that of a topic is one.
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            YAML.writerFor(list).writeValue(fresh.toFile(), all);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }
}
