// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.fabcommons.link.LinkJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the machines said that they are when they were met first: {@code known-machines.json} in the agent's folder, so that
 * cables which were swapped while the agent was not running are noticed. From any thread.
 */
public final class KnownMachines {
    private static final Logger LOG = LoggerFactory.getLogger(KnownMachines.class);

    /**
     * One of them. Who writes another port or profile into the settings means another machine.
     *
     * @param says what it can be told from others by
     */
    private record Known(String port, String profile, String says) {}

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    /** Marlin's DEFAULT_MACHINE_UUID, and none. */
    private static final Set<String> NOBODYS =
            Set.of("cede2a2f-41a2-4748-9b12-c55c62f367ff", "00000000-0000-0000-0000-000000000000");
    /** Of {@code [VER:1.1h.20190830:mill]} what stands behind. */
    private static final Pattern GIVEN = Pattern.compile("^\\d[\\w. ]*:[^:,\\s][^:,]*");
    /** Source: TinyG wiki, {"id":n}: six characters, a hyphen, three. */
    private static final Pattern SERIAL = Pattern.compile("\\b[0-9A-Z]{6}-[0-9A-Z]{3}\\b");

    private final Optional<Path> file;
    private final Map<String, Known> byKey = new TreeMap<>();

    private KnownMachines(Optional<Path> file) {
        this.file = file;
    }

    /** Known for as long as this program runs. */
    static KnownMachines forNow() {
        return new KnownMachines(Optional.empty());
    }

    /**
     * Known over restarts.
     *
     * @param data the agent's folder
     */
    public static KnownMachines in(Path data) {
        var file = data.resolve("known-machines.json");
        var known = new KnownMachines(Optional.of(file));
        if (!Files.exists(file)) return known;
        try {
            known.byKey.putAll(LinkJson.mapper().readValue(file.toFile(), new TypeReference<Map<String, Known>>() {}));
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; mend it or move it away", e);
        }
    }

    /** What the machine of this setup said it was; empty where none was met there. */
    synchronized Optional<String> of(MachineSetup setup) {
        return Optional.ofNullable(byKey.get(setup.key()))
                .filter(known -> known.port().equals(setup.port())
                        && known.profile().equals(setup.profile().id()))
                .map(Known::says);
    }

    /**
     * Whether this is a name that no other machine has: a UUID of its own (Marlin's default is everybody's), the name that
     * somebody gave a grbl by {@code $I=}, or a TinyG's serial number.
     */
    boolean tells(String says) {
        var uuid = UUID.matcher(says);
        while (uuid.find()) if (!NOBODYS.contains(uuid.group().toLowerCase(Locale.ROOT))) return true;
        return GIVEN.matcher(says).find() || SERIAL.matcher(says).find();
    }

    /** Where the other machines were met. */
    synchronized List<String> portsBut(MachineSetup setup) {
        return byKey.entrySet().stream()
                .filter(known -> !known.getKey().equals(setup.key()))
                .map(known -> known.getValue().port())
                .toList();
    }

    /**
     * From now on it is this one; a crash while that is written leaves what was. A full disk keeps nobody from the machine:
     * it is known until the agent ends.
     */
    synchronized void met(MachineSetup setup, String says) {
        if (of(setup).equals(Optional.of(says))) return;
        byKey.put(setup.key(), new Known(setup.port(), setup.profile().id(), says));
        if (file.isPresent()) write(file.get());
    }

    private void write(Path to) {
        var fresh = to.resolveSibling(to.getFileName() + ".new");
        try {
            LinkJson.mapper().writeValue(fresh.toFile(), byKey);
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritten) {
            LOG.warn("{} could not be written: the agent may not know its machines after a restart", to, unwritten);
        }
    }
}
