// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What {@code ./fab demo} adds to a hub: people, a lab, the starter designs and an agent with two simulated machines.
 * It goes through the hub's own doors (API and pairing page), so that nothing in the demo is made of other stuff than
 * the product.
 */
package org.fabcommons.hub.demo;
