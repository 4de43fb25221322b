// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All profiles that come with this program. A profile may say {@code extends: id}; then it holds only what differs from
 * that one, lists being replaced as a whole.
 */
public final class Profiles {
    private static final Pattern LISTED = Pattern.compile("(?m)^ {2}- ([a-z0-9-]+)\\s*$");

    private static final Profiles STANDARD = new Profiles(readAll(new ProfileReader()));

    private final Map<String, Profile> byId;

    private Profiles(Map<String, Profile> byId) {
        this.byId = byId;
    }

    public static Profiles standard() {
        return STANDARD;
    }

    /**
     * Reads a profile that does not come with this program; it may extend one that does.
     *
     * @param file its name, for messages
     * @throws Fault.Faults with everything that is wrong with it
     */
    public static Profile read(String file, String text) {
        var reader = new ProfileReader();
        readAll(reader);
        return reader.read(file, text);
    }

    /** The ids, families' defaults first, then by name of file. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    public List<Profile> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Profile> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** @throws IllegalArgumentException for an unknown id; its message names those that exist */
    public Profile require(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "There is no profile \"" + id + "\". There are: " + String.join(", ", byId.keySet()) + "."));
    }

    private static Map<String, Profile> readAll(ProfileReader reader) {
        var profiles = new LinkedHashMap<String, Profile>();
        var names = LISTED.matcher(text("index.yaml"));
        while (names.find()) {
            var file = names.group(1) + ".yaml";
            var profile = reader.read("profiles/" + file, text(file));
            if (!profile.id().equals(names.group(1)))
                throw new Fault.Faults(List.of(new Fault("profiles/" + file, 0, "id", "is " + profile.id())));
            profiles.put(profile.id(), profile);
        }
        return profiles;
    }

    private static String text(String file) {
        try (InputStream in = Profiles.class.getResourceAsStream("/profiles/" + file)) {
            if (in == null) throw new IllegalArgumentException("profiles/" + file + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("profiles/" + file, unreadable);
        }
    }
}
