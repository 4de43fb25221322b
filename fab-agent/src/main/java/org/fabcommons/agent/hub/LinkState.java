// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.net.URI;

/** How this agent stands with its hub. */
public sealed interface LinkState {
    /** No hub is named: the agent works alone. */
    record Alone() implements LinkState {}

    /** A person has to enter the code on the hub. */
    record Unpaired(URI hub, PairingCode code) implements LinkState {}

    /** Somebody on the hub declined this agent; it asks again when it is told to. */
    record Declined(URI hub) implements LinkState {}

    /** Not reached just now; jobs go on, and the agent keeps trying. */
    record Unreached(URI hub, String why) implements LinkState {}

    record Connected(URI hub) implements LinkState {}
}
