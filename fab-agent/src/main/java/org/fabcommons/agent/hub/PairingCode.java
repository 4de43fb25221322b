// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import java.net.URI;
import java.time.Duration;

/**
 * What a person needs to pair this agent.
 *
 * @param code short, to be typed
 * @param address the page of the hub where it is typed
 * @param completeAddress the same page with the code filled in
 * @param validFor from the moment it was given
 */
public record PairingCode(String code, URI address, URI completeAddress, Duration validFor) {}
