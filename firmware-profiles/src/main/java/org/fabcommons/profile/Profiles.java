// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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
    private static final Pattern EXTENDS = Pattern.compile("(?m)^extends:\\s*([a-z0-9-]+)\\s*$");

    private static final Profiles STANDARD = new Profiles(new ProfileReader());

    private final List<String> ids;
    private final ProfileReader reader;
    /** Those that somebody has asked for; reading all takes a second of a small computer. */
    private final Map<String, Profile> byId = new HashMap<>();

    private Profiles(ProfileReader reader) {
        this.reader = reader;
        ids = LISTED.matcher(text("index.yaml"))
                .results()
                .map(listed -> listed.group(1))
                .toList();
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
        new Profiles(reader).all();
        return reader.read(file, text);
    }

    /** The ids, families' defaults first, then by name of file. */
    public List<String> ids() {
        return ids;
    }

    public List<Profile> all() {
        return ids.stream().map(this::read).toList();
    }

    public Optional<Profile> find(String id) {
        return ids.contains(id) ? Optional.of(read(id)) : Optional.empty();
    }

    /** @throws IllegalArgumentException for an unknown id; its message names those that exist */
    public Profile require(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "There is no profile \"" + id + "\". There are: " + String.join(", ", ids) + "."));
    }

    private synchronized Profile read(String id) {
        var known = Optional.ofNullable(byId.get(id));
        if (known.isPresent()) return known.get();
        var text = text(id + ".yaml");
        var parent = EXTENDS.matcher(text);
        // One that stands later in the index is refused by the reader.
        if (parent.find() && ids.indexOf(parent.group(1)) < ids.indexOf(id)) find(parent.group(1));
        var profile = reader.read("profiles/" + id + ".yaml", text);
        if (!profile.id().equals(id))
            throw new Fault.Faults(List.of(new Fault("profiles/" + id + ".yaml", 0, "id", "is " + profile.id())));
        byId.put(id, profile);
        return profile;
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
