// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

/** A person's place in a lab. */
public record Member(String person, String handle, String displayName, Role role) {}
