// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All profiles that come with this program, and perhaps some that a person wrote. A profile may say {@code extends: id};
 * then it holds only what differs from that one, lists being replaced as a whole.
 */
public final class Profiles {
    private static final Pattern LISTED = Pattern.compile("(?m)^ {2}- ([a-z0-9-]+)\\s*$");
    private static final Pattern EXTENDS = Pattern.compile("(?m)^extends:\\s*[\"']?([a-z0-9-]+)[\"']?\\s*(?:#.*)?$");

    private static final Profiles STANDARD = new Profiles(Map.of());

    /**
     * A profile that a person wrote.
     *
     * @param file its name, for messages
     */
    public record Own(String file, String text) {}

    private final ProfileReader reader = new ProfileReader();
    private final List<String> ids;
    private final Map<String, Own> own;
    /** Those that somebody has asked for; reading all takes a second of a small computer. */
    private final Map<String, Profile> byId = new HashMap<>();
    /** Those that are being read for another, which extends them. */
    private final Set<String> begun = new HashSet<>();

    private Profiles(Map<String, Own> own) {
        this.own = own;
        var all = new LinkedHashSet<>(LISTED.matcher(text("index.yaml"))
                .results()
                .map(listed -> listed.group(1))
                .toList());
        all.addAll(own.keySet());
        ids = List.copyOf(all);
    }

    public static Profiles standard() {
        return STANDARD;
    }

    /**
     * These, and those that a person wrote, which may extend each other too. Of two with one id theirs is meant: a machine
     * stays what it was when a newer program brings one of that name.
     *
     * @param written by id; one that has faults tells them when it is asked for
     */
    public Profiles and(Map<String, Own> written) {
        if (written.isEmpty()) return this;
        var all = new TreeMap<>(own);
        all.putAll(written);
        return new Profiles(all);
    }

    /**
     * Reads a profile that does not come with this program; it may extend one that does.
     *
     * @param file its name, for messages
     * @throws Fault.Faults with everything that is wrong with it
     */
    public static Profile read(String file, String text) {
        return STANDARD.one(file, text);
    }

    /**
     * Reads a profile that is none of these; it may extend one of them.
     *
     * @param file its name, for messages
     * @throws Fault.Faults with everything that is wrong with it
     */
    public Profile one(String file, String text) {
        var alone = new Profiles(own);
        var parent = EXTENDS.matcher(text);
        // All of them, where none is meant: whoever misspelt it is told what there is.
        if (!parent.find() || alone.find(parent.group(1)).isEmpty()) alone.all();
        return alone.reader.read(file, text);
    }

    /** The ids, families' defaults first, then by name of file, then a person's own. */
    public List<String> ids() {
        return ids;
    }

    /** Whether a person wrote the one with this id. */
    public boolean isOwn(String id) {
        return own.containsKey(id);
    }

    /** All that can be read; a person's own that has faults is left out. */
    public List<Profile> all() {
        return ids.stream().flatMap(id -> sound(id).stream()).toList();
    }

    private Optional<Profile> sound(String id) {
        try {
            return Optional.of(read(id));
        } catch (Fault.Faults faulty) {
            if (own.containsKey(id)) return Optional.empty();
            throw faulty;
        }
    }

    /** @throws Fault.Faults when a person wrote it, and made mistakes */
    public Optional<Profile> find(String id) {
        return ids.contains(id) ? Optional.of(read(id)) : Optional.empty();
    }

    /**
     * @throws IllegalArgumentException for an unknown id; its message names those that exist
     * @throws Fault.Faults when a person wrote it, and made mistakes
     */
    public Profile require(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "There is no profile \"" + id + "\". There are: " + String.join(", ", ids) + "."));
    }

    /** What stands in the file of one of these, as a person reads it; empty for an unknown id. */
    public Optional<String> source(String id) {
        return ids.contains(id) ? Optional.of(written(id).text()) : Optional.empty();
    }

    /**
     * A person's own profile with all that it takes from those that it extends, so that it can be read where they are not;
     * empty for those that come with this program.
     *
     * @throws Fault.Faults when it has mistakes
     */
    public synchronized Optional<String> whole(String id) {
        if (!own.containsKey(id)) return Optional.empty();
        read(id);
        return Optional.of(reader.whole(id));
    }

    /** The JSON Schema that describes the files. */
    public static String schema() {
        return text("profile.schema.json");
    }

    private Own written(String id) {
        return Optional.ofNullable(own.get(id))
                .orElseGet(() -> new Own("profiles/" + id + ".yaml", text(id + ".yaml")));
    }

    private synchronized Profile read(String id) {
        var known = Optional.ofNullable(byId.get(id));
        if (known.isPresent()) return known.get();
        var source = written(id);
        var parent = EXTENDS.matcher(source.text());
        begun.add(id);
        try {
            // One that stands later in the index, or extends this one itself, is refused by the reader.
            if (parent.find() && mayBeExtended(parent.group(1), id)) find(parent.group(1));
        } finally {
            begun.remove(id);
        }
        var profile = reader.read(source.file(), source.text());
        if (!profile.id().equals(id))
            throw new Fault.Faults(List.of(
                    new Fault(source.file(), 0, "id", "is " + profile.id() + ", but the file is called " + id)));
        byId.put(id, profile);
        return profile;
    }

    private boolean mayBeExtended(String parent, String by) {
        return own.containsKey(by) ? !begun.contains(parent) : ids.indexOf(parent) < ids.indexOf(by);
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
