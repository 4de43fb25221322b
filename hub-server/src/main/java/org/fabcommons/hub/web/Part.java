// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

/**
 * A section that a later feature brings to an earlier feature's page.
 *
 * @param template the template's resource; it sees {@code model} as {@code part}
 */
public record Part(String template, Object model) {}
