// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Machines without iron: Marlin and grbl as they answer over the wire, behind a pseudo-terminal that any host may open.
 * Buffers overflow, motion takes time, heaters warm up, and wires can be made to lie. Written from the firmwares' sources
 * and recordings, not from our own dialects, so that the two check each other. One thread runs everything.
 */
package org.fabcommons.agent.simulator;
