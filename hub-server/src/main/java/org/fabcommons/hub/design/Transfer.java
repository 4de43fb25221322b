// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

/**
 * A design that its owner wants to hand over, until the receiver answers.
 *
 * @param receiver the id of the person or group it is offered to, as their handle is {@code receiverHandle}
 * @param offeredBy the handle of who offers it
 * @param createdAt UTC epoch milliseconds
 */
public record Transfer(String design, String receiver, String receiverHandle, String offeredBy, long createdAt) {}
