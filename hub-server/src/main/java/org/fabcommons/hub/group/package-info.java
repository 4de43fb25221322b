// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Who owns things together: groups, their members and roles. People and groups share one space of handles, so that an
 * owner is found by its handle alone, whatever it is. Groups are kept in the database, as people are.
 */
package org.fabcommons.hub.group;
