// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All profiles that come with this program. A profile may say {@code extends: id}; then it holds only what differs from
 * that one, lists being replaced as a whole.
 */
public final class Profiles {
    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .addModule(new Jdk8Module())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Profiles STANDARD = read();

    private final Map<String, Profile> byId;

    private Profiles(Map<String, Profile> byId) {
        this.byId = byId;
    }

    public static Profiles standard() {
        return STANDARD;
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

    private static Profiles read() {
        var profiles = new LinkedHashMap<String, Profile>();
        var trees = new LinkedHashMap<String, ObjectNode>();
        for (var name : tree("index.yaml").withArray("profiles")) {
            var id = name.asText();
            var own = tree(id + ".yaml");
            var parent = own.remove("extends");
            var whole = parent == null ? own : merged(parentOf(id, parent.asText(), trees), own);
            trees.put(id, whole);
            profiles.put(id, profile(id, whole));
        }
        return new Profiles(profiles);
    }

    private static ObjectNode parentOf(String id, String parent, Map<String, ObjectNode> trees) {
        var tree = trees.get(parent);
        if (tree == null)
            throw new IllegalArgumentException(id + ": extends " + parent + ", which is not listed before");
        return tree;
    }

    private static ObjectNode merged(ObjectNode parent, ObjectNode own) {
        var result = parent.deepCopy();
        for (var field : own.properties()) {
            var old = result.get(field.getKey());
            JsonNode value = old instanceof ObjectNode oldObject && field.getValue() instanceof ObjectNode newObject
                    ? merged(oldObject, newObject)
                    : field.getValue();
            result.set(field.getKey(), value);
        }
        return result;
    }

    private static Profile profile(String id, ObjectNode tree) {
        try {
            var profile = YAML.treeToValue(tree, Profile.class);
            if (!profile.id().equals(id)) throw new IllegalArgumentException("id is " + profile.id());
            return profile;
        } catch (IOException | IllegalArgumentException fault) {
            throw new IllegalArgumentException("profiles/" + id + ".yaml: " + fault.getMessage(), fault);
        }
    }

    private static ObjectNode tree(String file) {
        try (InputStream in = Profiles.class.getResourceAsStream("/profiles/" + file)) {
            if (in == null) throw new IllegalArgumentException("profiles/" + file + " is missing");
            return (ObjectNode) YAML.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("profiles/" + file, unreadable);
        }
    }
}
