// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Evidence: what really happened when a revision was made. Every job that ends leaves some, also one that failed or was
 * cancelled; a person adds how it went.
 */
package org.fabcommons.hub.evidence;
