// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.DropwizardResourceConfig;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.internal.RequestScoped;

/** Registers what all resources share. */
public final class WebFeature {
    private WebFeature() {}

    /** @param identifiers asked in order; features may still add theirs */
    public static void install(
            Environment environment, HubContext hub, List<Identifier> identifiers, Messages messages) {
        DropwizardResourceConfig jersey = environment.jersey().getResourceConfig();
        environment
                .servlets()
                .addFilter("rest-of-body", new RestOfBody())
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        jersey.register(new BodyLimit());
        jersey.register(new AccessFilter(identifiers, messages));
        jersey.register(Idempotency.install(hub));
        jersey.register(new LeftInTheMiddle());
        jersey.register(new HeaderFilter());
        jersey.register(new PageWriter(hub.frame()));
        jersey.register(new ProblemMapper(messages));
        jersey.register(new FaultMapper(messages));
        jersey.register(new ViolationMapper(messages));
        jersey.register(new AssetResource());
        jersey.register(new PreferenceResource());
        // Asked for only once all features have registered theirs.
        jersey.register(new OpenApiResource(() -> OpenApi.of(jersey.getClasses())));
        jersey.register(new AbstractBinder() {
            @Override
            protected void configure() {
                bindFactory(ViewerFactory.class).to(Viewer.class).in(RequestScoped.class);
            }
        });
    }
}
