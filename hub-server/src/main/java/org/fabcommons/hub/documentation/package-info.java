// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a design says about itself in the forms that others read: its Open Know-How manifest, its parts, a data package,
 * and JSON-LD. A manifest that its author wrote counts as it stands; where there is none, the hub makes one of what it knows.
 */
package org.fabcommons.hub.documentation;
