// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import java.util.List;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.licence.Licence;

/** Turns designs into what lists show of them. */
record Cards(Makes makes) {
    DesignCard of(Design design) {
        var licence = Licence.find(design.licence()).map(Licence::title).orElse(design.licence());
        return new DesignCard(design, licence, makes.summary(design.id()));
    }

    List<DesignCard> of(List<Design> designs) {
        return designs.stream().map(this::of).toList();
    }
}
