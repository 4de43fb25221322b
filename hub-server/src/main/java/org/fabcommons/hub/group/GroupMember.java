// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

/** A person's place in a group. */
public record GroupMember(String person, String handle, String displayName, Role role) {}
