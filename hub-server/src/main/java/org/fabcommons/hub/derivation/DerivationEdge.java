// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

/**
 * One design was made of another one.
 *
 * @param design the id of the one made
 * @param ancestor the id of the one it was made of
 * @param ancestorRevision of which revision, 40 hexadecimal digits
 * @param note what was taken or changed, in the author's words; may be empty
 */
public record DerivationEdge(String design, String ancestor, String ancestorRevision, String note) {}
