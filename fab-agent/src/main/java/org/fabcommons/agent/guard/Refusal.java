// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

/**
 * Why something must not reach the machine.
 *
 * @param code stable
 * @param detail a sentence in English
 */
public record Refusal(String code, String detail) {}
