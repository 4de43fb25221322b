// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Jobs that an agent ran alone, such as at home without a network, and that a person shares afterwards: the agent hands
 * over what it knows, the person says here what of it becomes public, and from then on it is a job with evidence like all
 * others. Nothing is public before, and it can be withdrawn.
 */
package org.fabcommons.hub.sharing;
