// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The jobs of this agent: from an order to its end, and what is known after a crash. One thread named {@code jobs} owns
 * all decisions; each machine's own thread only notes the last acknowledged line. What happened is in the journal before
 * anybody is told. Nothing here knows the hub: a job runs to its end without it.
 */
package org.fabcommons.agent.job;
