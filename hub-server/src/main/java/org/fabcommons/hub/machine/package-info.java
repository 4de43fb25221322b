// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Machines as their agents report them: where they stand, what they can, and what they do now. The telemetry is kept in
 * memory; the latest counts.
 */
package org.fabcommons.hub.machine;
