// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Bytes to and from a machine: serial ports opened by jSerialComm, their discovery, and pseudo-terminals for simulated
 * machines. Each open port has one reading thread, which only cuts lines and hands them on.
 */
package org.fabcommons.agent.transport;
