// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

/**
 * What an agent's camera sees of a machine whose queue at the hub might go on by itself. It is true now and not later,
 * so it is a call with an answer and no message that is kept.
 *
 * @param machine the agent's name of the machine
 * @param job the one that the hub said waits
 * @param camera its name, for people
 * @param clear whether the machine is clear, seen twice, some seconds apart
 * @param reason why not, as a stable code; empty where it is clear
 * @param confidence in the answer, 0 to 1
 */
public record BedSeen(String machine, String job, String camera, boolean clear, String reason, double confidence) {
    /**
     * The hub's answer.
     *
     * @param starts whether the job was offered to the agent for that
     */
    public record Answer(boolean starts) {}

    /**
     * What waits for a machine, and may start without a person.
     *
     * @param job empty where nothing does
     */
    public record Next(java.util.Optional<String> job) {}
}
