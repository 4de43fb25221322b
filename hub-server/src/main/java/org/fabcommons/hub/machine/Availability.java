// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.function.Consumer;
import org.fabcommons.hub.lab.Labs;
import org.fabcommons.hub.lab.Role;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;

/**
 * Takes machines out of service and puts them back, as somebody who looks after them says: to repair one, to clean it, to
 * keep it for a course. Nothing is asked of such a machine and nothing starts; what runs goes on, and its queue waits. Its
 * agent is told, so that nothing starts there by itself either.
 */
record Availability(HubContext hub, Machines machines, Labs labs) {
    private static final int LONGEST_REASON = 200;

    /** @throws Problem FORBIDDEN for others than operators, INVALID without a reason that whoever waits can read */
    void takeOut(Machine machine, Caller.Person by, String reason) {
        labs.require(machine.lab(), by.id(), Role.OPERATOR);
        var said = reason == null ? "" : reason.replaceAll("\\p{Cntrl}+", " ").strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON)
            throw Problem.invalid("reason", "machine-out-reason", LONGEST_REASON);
        write(machine, store -> store.takeOut(machine.id(), hub.clock().millis(), said, by.handle()));
    }

    /** @throws Problem FORBIDDEN for others than operators */
    void putBack(Machine machine, Caller.Person by) {
        labs.require(machine.lab(), by.id(), Role.OPERATOR);
        write(machine, store -> store.putBack(machine.id()));
    }

    private void write(Machine machine, Consumer<MachineStore> change) {
        hub.database().write(handle -> {
            change.accept(handle.attach(MachineStore.class));
            machines.tellService(machine.id());
            hub.database().afterCommit(() -> machines.touched(machine.id()));
            return true;
        });
    }
}
