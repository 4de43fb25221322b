// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.okh;

import java.util.List;

/**
 * Something about a manifest.
 *
 * @param field its name in the manifest, nested ones with dots, members of lists with their place from 1
 * @param code the text is the message {@code okh.<code>}
 */
public record OkhFinding(String field, String code, List<Object> arguments) {
    public static OkhFinding of(String field, String code, Object... arguments) {
        return new OkhFinding(field, code, List.of(arguments));
    }
}
