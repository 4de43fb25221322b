// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

/**
 * What a connection has counted.
 *
 * @param resends lines sent more than once
 * @param errors lines the firmware refused or found damaged
 * @param bytes written
 * @param retries of the resends, those after silence
 */
record Counted(long resends, long errors, long bytes, long retries) {
    static final Counted NOTHING = new Counted(0, 0, 0, 0);

    Counted plus(Counted more) {
        return new Counted(resends + more.resends, errors + more.errors, bytes + more.bytes, retries + more.retries);
    }

    Counted minus(Counted before) {
        return new Counted(
                resends - before.resends, errors - before.errors, bytes - before.bytes, retries - before.retries);
    }
}
