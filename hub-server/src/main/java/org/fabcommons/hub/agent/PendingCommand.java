// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

/** A command that its agent has not yet done, as it is sent. */
public record PendingCommand(long seq, String type, String body) {}
