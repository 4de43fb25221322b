// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;

/**
 * What a lab's policy asks about a job's file. Times are UTC epoch milliseconds.
 *
 * @param asked JSON of what the agent asks
 * @param allowedBy id of the person whose word it got; empty as long as nobody has allowed it
 */
public record Question(
        String job,
        String asked,
        long askedAt,
        Optional<String> allowedBy,
        Optional<String> allowedHandle,
        Optional<String> allowedName,
        Optional<Long> allowedAt) {}
