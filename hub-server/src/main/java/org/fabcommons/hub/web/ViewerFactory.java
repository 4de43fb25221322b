// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.function.Supplier;

/** Hands the {@link Viewer} that {@link AccessFilter} found to resource methods. */
public final class ViewerFactory implements Supplier<Viewer> {
    private final ContainerRequestContext request;

    @Inject
    ViewerFactory(ContainerRequestContext request) {
        this.request = request;
    }

    @Override
    public Viewer get() {
        return (Viewer) request.getProperty(AccessFilter.VIEWER);
    }
}
