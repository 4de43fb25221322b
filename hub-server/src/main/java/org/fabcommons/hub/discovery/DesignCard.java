// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.discovery;

import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.evidence.Summary;

/**
 * A design in a list.
 *
 * @param licence its licence as people write it
 * @param evidence what its makes come to
 */
public record DesignCard(Design design, String licence, Summary evidence) {}
