// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.licence.PartLicences;

/** A line of the table {@code design}; leaves this package only as a {@link Design}. */
public record DesignRow(
        String id,
        String owner,
        String ownerHandle,
        String name,
        String title,
        String summary,
        String licence,
        String documentationLicence,
        String softwareLicence,
        String tags,
        String head,
        Optional<String> cover,
        String visibility,
        Optional<Long> deletedAt,
        boolean tombstone,
        long createdAt,
        long updatedAt) {
    Design design() {
        return new Design(
                id,
                owner,
                ownerHandle,
                name,
                title,
                summary,
                licence,
                new PartLicences(documentationLicence, softwareLicence),
                tags.isEmpty() ? List.of() : List.of(tags.split(" ")),
                head,
                cover,
                Visibility.parse(visibility).orElseThrow(),
                deletedAt,
                tombstone,
                createdAt,
                updatedAt);
    }
}
