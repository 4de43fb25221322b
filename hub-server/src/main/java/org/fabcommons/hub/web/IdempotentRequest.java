// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.Optional;

/**
 * A request that carried an Idempotency-Key; without a fingerprint it has no answer yet.
 *
 * @param hubStart which run of the hub took it
 * @param sealed the answer's body, encrypted
 */
public record IdempotentRequest(
        String hubStart,
        Optional<String> fingerprint,
        Optional<Integer> status,
        Optional<String> location,
        Optional<String> contentType,
        Optional<String> sealed) {}
