// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

/** A design that was made, and how often it worked. */
public record Proof(String design, int worked, int judged) {}
