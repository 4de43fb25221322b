// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

/**
 * One line for the wire.
 *
 * @param command what the machine is to do
 * @param wire the same as it is sent: perhaps with number and checksum, without end of line
 */
public record Frame(Source source, String command, String wire) {}
