// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The licences a design may have, what each asks, and which one a derivative of which may have. A table, kept pure; not
 * legal advice. Sources: the licence texts by their SPDX ids, and the Creative Commons adapter's licence chart.
 */
package org.fabcommons.hub.licence;
