// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

/** What the reading thread hands on. */
public sealed interface PortEvent {
    /** One line without its end; bytes that are not printable ASCII have become {@code ?}. */
    record Line(String text) implements PortEvent {}

    /** Nothing more will come: the cable is out, the machine is off, or the port was closed. */
    record Gone(String why) implements PortEvent {}
}
