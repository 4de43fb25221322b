// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * One machine: its session with the firmware, which one thread owns with all its state, and what it does now.
 */
package org.fabcommons.agent.machine;
