// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.licence.Licence;

/**
 * A design in a list.
 *
 * @param licence its licence as people write it
 */
public record DesignCard(Design design, String licence) {
    static DesignCard of(Design design) {
        return new DesignCard(
                design, Licence.find(design.licence()).map(Licence::title).orElse(design.licence()));
    }
}
