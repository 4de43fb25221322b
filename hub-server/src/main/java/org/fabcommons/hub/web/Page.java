// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

/**
 * A page to show: a template and the record it shows.
 *
 * @param template the template's resource, such as {@code /org/fabcommons/hub/design/design.ftl}
 * @param it what the template sees as {@code it}
 */
public record Page(Viewer viewer, String template, Object it) {
    public static Page of(Viewer viewer, String template, Object it) {
        return new Page(viewer, template, it);
    }
}
