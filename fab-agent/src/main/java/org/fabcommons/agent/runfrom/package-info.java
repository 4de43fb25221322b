// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Taking a file up at a line: what has to be said to the machine first, in order and with its reasons, and the file that
 * results. That file has every line of the first one at its old number, and goes the way of any other: preflight, guard,
 * journal. Pure; no thread, no machine.
 */
package org.fabcommons.agent.runfrom;
