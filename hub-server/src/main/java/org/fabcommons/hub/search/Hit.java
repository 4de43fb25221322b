// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import org.fabcommons.hub.design.Design;

/**
 * A design that was found.
 *
 * @param fresh whether it stands here because nobody has seen much of it, out of the order's turn
 */
record Hit(Design design, Entry.Row row, boolean fresh) {}
