// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Agents: pairing them (RFC 8628), reaching them (commands over SSE), and hearing from them (messages, each applied
 * once; telemetry, the latest counts). It knows how to reach an agent, not what is said: later features bring a handler
 * per kind of message.
 */
package org.fabcommons.hub.agent;
