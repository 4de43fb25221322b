// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What has been sent and not yet answered, and what to do when an answer is bad or does not come. Pure: events and the
 * time go in, effects come out; whoever owns a streamer carries them out in order.
 */
package org.fabcommons.agent.stream;
