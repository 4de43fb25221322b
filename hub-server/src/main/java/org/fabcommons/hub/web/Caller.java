// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

/** Who sent a request, as an {@link Identifier} found out. */
public sealed interface Caller {
    record Person(String id, String handle, String displayName) implements Caller {}

    record Agent(String id) implements Caller {}
}
