// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;

/** What French-speaking people call the profiles whose names have English words. */
final class FrenchNames {
    private static final ResourceBundle NAMES = ResourceBundle.getBundle(
            "org.fabcommons.profile.names",
            Locale.FRENCH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    private FrenchNames() {}

    static Optional<String> find(String id) {
        return NAMES.containsKey(id) ? Optional.of(NAMES.getString(id)) : Optional.empty();
    }

    static Set<String> ids() {
        return NAMES.keySet();
    }
}
