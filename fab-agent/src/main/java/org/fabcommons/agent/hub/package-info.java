// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The link to the hub, which the agent alone opens: commands come in as an event stream, messages go out from the
 * journal until the hub has said that it handled them, telemetry goes out as it is. Two threads: {@code hub-link} reads,
 * {@code hub-posts} writes. Without a hub everything else works on.
 */
package org.fabcommons.agent.hub;
