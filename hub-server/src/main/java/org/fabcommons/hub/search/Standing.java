// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

/**
 * What the orders know of a design.
 *
 * @param id higher the younger it is
 * @param quality see {@link Order#quality}
 * @param newcomer whether its owner has few and nobody has made anything of it
 * @param updatedAt UTC epoch milliseconds
 */
record Standing(long id, int makes, int derived, int quality, boolean newcomer, long updatedAt) {}
