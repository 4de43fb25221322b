// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Map;

/** A simulated board. Times are nanoseconds of the running program; motion and heat run faster by the speed factor. */
interface Firmware {
    /** Power or reset button: everything in memory is forgotten, heat and place of the iron stay. */
    void restart(long nowNanos);

    /** Bytes from the wire, as the receive interrupt gets them. */
    void receive(byte[] bytes, int count);

    /** How many bytes it takes now without losing any, where it can hold the line up; else as many as come. */
    default int takes() {
        return Integer.MAX_VALUE;
    }

    /** Runs the main loop up to now. */
    void advance(long nowNanos);

    /** Takes what the board has sent since the last call. */
    byte[] takeOutput();

    /** How long the loop may rest when nothing arrives. Milliseconds. */
    int restMs();

    /** An outside force acts on the board. */
    void suffer(Fault.Kind kind, long nowNanos);

    /** Commands executed since the program started. */
    long executed();

    /** What a person beside the machine would see. */
    Map<String, Object> status();
}
