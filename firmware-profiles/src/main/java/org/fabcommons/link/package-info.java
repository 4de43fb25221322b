// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The messages between hub and agent, and the table of a job's states. The golden files under
 * {@code src/test/resources/link/v1} are the contract: a v1 file is never edited, unknown fields are ignored.
 */
package org.fabcommons.link;
