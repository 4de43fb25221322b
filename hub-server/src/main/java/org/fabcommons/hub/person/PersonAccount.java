// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

/** A person with the hash of their password; leaves this package only as a {@link Person}. */
public record PersonAccount(String id, String handle, String displayName, String passwordHash) {}
