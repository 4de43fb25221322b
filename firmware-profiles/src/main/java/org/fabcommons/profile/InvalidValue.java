// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

/** A value that cannot be; {@code key} names it. */
final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;

    private InvalidValue(String key, String what) {
        super(key + " " + what);
        this.key = key;
    }

    static void unless(boolean holds, String key, String what) {
        if (!holds) throw new InvalidValue(key, what);
    }

    String key() {
        return key;
    }
}
