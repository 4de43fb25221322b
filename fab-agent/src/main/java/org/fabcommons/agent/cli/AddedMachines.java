// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The machines that people added on the agent's page: {@code machines.yaml} in the agent's folder. What people write in
 * {@code agent.yaml} by hand is never touched.
 */
final class AddedMachines {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    AddedMachines(Path data) {
        file = data.resolve("machines.yaml");
    }

    List<MachineOption> all() {
        if (!Files.exists(file)) return List.of();
        try {
            return YAML.readValue(file.toFile(), new TypeReference<List<MachineOption>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; mend it or move it away", e);
        }
    }

    /** Adds one; a crash in between leaves the file as it was. */
    void add(MachineOption machine) {
        var all = new ArrayList<>(all());
        all.add(machine);
        try {
            Files.createDirectories(file.getParent());
            var fresh = file.resolveSibling("machines.yaml.new");
            YAML.writeValue(fresh.toFile(), all);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }
}
