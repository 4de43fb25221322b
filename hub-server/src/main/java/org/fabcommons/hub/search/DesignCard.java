// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import org.fabcommons.hub.design.Design;

/**
 * A design in a list.
 *
 * @param owner how the person or group that it belongs to is called
 * @param licence its licence as people write it
 * @param worked how often it worked, of those times that were judged
 * @param derived how many designs were made of it, without variants
 * @param fresh whether it has this place because few have seen it
 */
public record DesignCard(
        Design design,
        String owner,
        String licence,
        int worked,
        int judged,
        int derived,
        int variants,
        boolean fresh) {}
