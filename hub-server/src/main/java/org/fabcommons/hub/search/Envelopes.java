// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;

/** How large a thing the machine models can make, as their profiles say. */
final class Envelopes {
    /** The models by name; what is said of a whole firmware family is of no machine. */
    private static final List<Profile> MODELS = Profiles.standard().ids().stream()
            .flatMap(id -> Profiles.standard().find(id).stream())
            .filter(profile -> !profile.id().equals(profile.family().wireName()))
            .sorted(Comparator.comparing(Profile::name))
            .toList();
    /** Room by the word that stands for it, the same for models of the same size. */
    private static final Map<String, Size> ROOMS = rooms();

    private Envelopes() {}

    private static Map<String, Size> rooms() {
        Map<String, Size> rooms = new LinkedHashMap<>();
        for (var model : MODELS) rooms.put(room(model).wire(), room(model));
        return rooms;
    }

    static List<Profile> models() {
        return MODELS;
    }

    static Optional<Profile> model(String id) {
        return MODELS.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    static Size room(Profile model) {
        return Size.of(
                model.envelope().width(),
                model.envelope().depth(),
                model.envelope().height());
    }

    /** The rooms, by their words, that something of this size goes into. */
    static List<String> fitting(Size size) {
        if (!size.known()) return List.of();
        List<String> fitting = new ArrayList<>();
        ROOMS.forEach((word, room) -> {
            if (size.fits(room)) fitting.add(word);
        });
        return fitting;
    }
}
