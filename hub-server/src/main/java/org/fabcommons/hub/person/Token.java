// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

/** A token that a person made for a program; its secret is shown once and kept only as a hash. */
public record Token(String id, String name, long createdAt) {}
