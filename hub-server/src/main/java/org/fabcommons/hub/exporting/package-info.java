// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The way out: a design as one archive with everything of it (history, files, manifests, attribution), written while it
 * is sent. What is in such an archive is told in {@link org.fabcommons.hub.exporting.Layout}.
 */
package org.fabcommons.hub.exporting;
