// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.transport.Ports;

/**
 * Where a machine may be whose port is gone: plugged in again, many get another one. Only a machine that has a name of its
 * own is looked for, since two of a kind that say the same cannot be told apart; and each port is asked once, since asking
 * may restart a board that belongs to somebody else. Of the session's thread.
 */
final class Elsewhere {
    private final MachineSetup setup;
    private final Ports ports;
    private final KnownMachines known;
    private final Set<String> asked = new HashSet<>();
    private Optional<String> place = Optional.empty();

    Elsewhere(MachineSetup setup, Ports ports, KnownMachines known) {
        this.setup = setup;
        this.ports = ports;
        this.known = known;
    }

    /** The port to open: the one that was set up, unless the machine is looked for at another, or was found there. */
    String port() {
        return place.orElse(setup.port());
    }

    /** Whether that is another port than was set up. */
    boolean away() {
        return place.isPresent();
    }

    /** Looks at the next port where it may be; false when there is none, and its own is to be tried again. */
    boolean next() {
        place = Optional.empty();
        var wanted = known.of(setup);
        if (wanted.isEmpty() || !known.tells(wanted.get())) return false;
        var there = ports.list().stream().map(Ports.PortInfo::path).toList();
        // What was pulled and plugged in again may be another machine.
        asked.retainAll(there);
        place = there.stream().filter(this::unasked).findFirst();
        place.ifPresent(asked::add);
        return place.isPresent();
    }

    private boolean unasked(String path) {
        return !path.equals(setup.port())
                && !asked.contains(path)
                && !othersPorts().contains(path);
    }

    private List<String> othersPorts() {
        return known.portsBut(setup);
    }

    /** It is gone from there too; the search begins anew. */
    void lost() {
        place = Optional.empty();
        asked.clear();
    }
}
