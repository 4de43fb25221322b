// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

/** What grbl is about. Source: {@code system.h}. */
enum GrblState {
    BOOTING,
    IDLE,
    RUN,
    HOLD,
    DOOR,
    JOG,
    ALARM,
    CHECK,
    /** grblHAL waits for a tool. */
    TOOL,
    HUNG;

    /** {@code protocol_exec_rt_suspend()}: no line is read; a jog's cancel leaves nothing to be held. */
    boolean suspended() {
        return this == HOLD || this == DOOR || this == TOOL;
    }

    /** Reports tell less often what seldom changes. */
    boolean busy() {
        return this == RUN || this == HOLD || this == DOOR || this == JOG;
    }

    /** As it stands in a status report. */
    String told(boolean atRest) {
        return switch (this) {
            case HOLD -> atRest ? "Hold:0" : "Hold:1";
            // The door is closed again, or was only said to be open: it waits for the word to go on.
            case DOOR -> atRest ? "Door:0" : "Door:2";
            case IDLE -> "Idle";
            case RUN -> "Run";
            case JOG -> "Jog";
            case ALARM -> "Alarm";
            case CHECK -> "Check";
            case TOOL -> "Tool";
            case BOOTING, HUNG -> "Sleep";
        };
    }
}
