// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is so of a design beside its content: whose it is, its name, who can see it. Kept with its repository but not in
 * its history, so that no push can take a design over and no clone tells that it was hidden once. A repository without
 * it is as its manifest says, and public.
 *
 * @param owner the owner's handle
 * @param deletedAt UTC epoch milliseconds
 * @param tombstone whether only the credit is left
 * @param origin its address on the hub or server that it was imported from
 * @param formerly addresses {@code owner/name} it had, the newest first
 */
record Standing(
        String owner,
        String name,
        Visibility visibility,
        Optional<Long> deletedAt,
        boolean tombstone,
        List<String> formerly,
        Optional<String> origin) {
    private static final int MAX_FORMER = 50;

    Standing {
        formerly = List.copyOf(formerly);
    }

    /** A new design's, seen by whoever its owner wants. */
    static Standing fresh(String owner, String name, Visibility visibility) {
        return new Standing(owner, name, visibility, Optional.empty(), false, List.of(), Optional.empty());
    }

    /** Of what is kept with the repository; owner and name otherwise as its manifest says. */
    static Standing of(Map<String, List<String>> label, String owner, String name) {
        return new Standing(
                one(label, "owner").orElse(owner),
                one(label, "name").orElse(name),
                one(label, "visibility").flatMap(Visibility::parse).orElse(Visibility.PUBLIC),
                one(label, "deletedat").map(Long::valueOf),
                label.containsKey("tombstone"),
                label.getOrDefault("formerly", List.of()),
                one(label, "origin"));
    }

    private static Optional<String> one(Map<String, List<String>> label, String key) {
        return label.getOrDefault(key, List.of()).stream().findFirst();
    }

    /** Whether this is what the tables say of a design. */
    boolean isOf(Design design) {
        return owner.equals(design.ownerHandle())
                && name.equals(design.name())
                && visibility == design.visibility()
                && deletedAt.equals(design.deletedAt())
                && tombstone == design.tombstone();
    }

    /** As lines that are kept with the repository. */
    Map<String, List<String>> label() {
        Map<String, List<String>> label = new LinkedHashMap<>();
        label.put("owner", List.of(owner));
        label.put("name", List.of(name));
        label.put("visibility", List.of(visibility.wireName()));
        deletedAt.ifPresent(at -> label.put("deletedat", List.of(Long.toString(at))));
        if (tombstone) label.put("tombstone", List.of("true"));
        if (!formerly.isEmpty()) label.put("formerly", formerly);
        origin.ifPresent(from -> label.put("origin", List.of(from)));
        return label;
    }

    /** One that came from elsewhere. */
    Standing from(Optional<String> address) {
        return new Standing(owner, name, visibility, deletedAt, tombstone, formerly, address);
    }

    Standing visible(Visibility wanted) {
        return new Standing(owner, name, wanted, deletedAt, tombstone, formerly, origin);
    }

    Standing deleted(Optional<Long> at) {
        return new Standing(owner, name, visibility, at, tombstone, formerly, origin);
    }

    Standing asTombstone() {
        return new Standing(owner, name, visibility, deletedAt, true, List.of(), origin);
    }

    /** At another address; the one it leaves is remembered. */
    Standing at(String newOwner, String newName) {
        var before = new ArrayList<>(formerly);
        before.remove(newOwner + "/" + newName);
        before.remove(owner + "/" + name);
        before.add(0, owner + "/" + name);
        return new Standing(
                newOwner,
                newName,
                visibility,
                deletedAt,
                tombstone,
                before.subList(0, Math.min(MAX_FORMER, before.size())),
                origin);
    }
}
