// SPDX-License-Identifier: AGPL-3.0-or-later
/** Finding things: the home page and the list of designs. */
package org.fabcommons.hub.discovery;
