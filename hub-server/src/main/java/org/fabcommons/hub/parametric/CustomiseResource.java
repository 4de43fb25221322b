// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Answers;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Viewer;

/** The form that a parametric design becomes. */
@Path("/@{owner}/{name}/customise")
@Produces(MediaType.TEXT_HTML)
public final class CustomiseResource {
    /** Keeps the names of parameters apart from our own fields. */
    static final String FIELD = "p.";

    private static final String TEMPLATE = "/org/fabcommons/hub/parametric/customise.ftl";

    private final Designs designs;
    private final Variants variants;

    CustomiseResource(Designs designs, Variants variants) {
        this.designs = designs;
        this.variants = variants;
    }

    /**
     * @param files all sources with parameters
     * @param values what the fields hold
     * @param faults texts by parameter
     */
    public record CustomisePage(
            Design design,
            String revision,
            String file,
            List<String> files,
            List<Section> sections,
            List<String> presets,
            String preset,
            Map<String, String> values,
            Map<String, String> faults) {
        /** What the field of a parameter holds. */
        public String value(Parameter parameter) {
            return values.getOrDefault(parameter.name(), parameter.given());
        }
    }

    /** Parameters under one heading. */
    public record Section(String title, List<Parameter> parameters) {}

    @GET
    @Access(Access.Who.ANYONE)
    public Page form(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("file") String file,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision,
            @QueryParam("preset") Optional<String> preset) {
        var design = designs.require(viewer, owner, name);
        var source = source(design, revision, file);
        // A published variant begins with what it is.
        var chosen = preset.filter(source.presets()::containsKey)
                .or(() -> Optional.of(design.name()).filter(source.presets()::containsKey))
                .orElse("");
        return page(viewer, design, source, chosen, source.presets().getOrDefault(chosen, Map.of()), Map.of());
    }

    private Variants.Source source(Design design, String revision, String file) {
        var path = file != null && !file.isEmpty()
                ? file
                : variants.parametric(design).stream().findFirst().orElseThrow(Problem::notFound);
        return variants.source(design, revision, path);
    }

    @POST
    @Access(Access.Who.PERSON)
    public Response ask(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            MultivaluedMap<String, String> form) {
        var design = designs.require(viewer, owner, name);
        var source = source(
                design, Optional.ofNullable(form.getFirst("revision")).orElse(Designs.HEAD), form.getFirst("file"));
        Map<String, String> values = new HashMap<>();
        form.forEach((field, given) -> {
            // A vector has a field for each of its numbers.
            if (field.startsWith(FIELD)) values.put(field.substring(FIELD.length()), String.join(", ", given));
        });
        // A box that is not ticked sends nothing.
        for (var parameter : source.parameters())
            if (parameter.kind() == Parameter.Kind.YES_NO && parameter.choices().isEmpty())
                values.put(parameter.name(), String.valueOf(values.containsKey(parameter.name())));
        try {
            var variant = variants.ask(viewer.require(), design, source, values);
            return Answers.seeOther(design.path() + "/variants/" + variant.id());
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.UNAUTHORISED) throw problem;
            var faults = viewer.faults(problem, "file");
            return Response.status(problem.kind().status())
                    .entity(page(viewer, design, source, "", values, faults))
                    .build();
        }
    }

    private Page page(
            Viewer viewer,
            Design design,
            Variants.Source source,
            String preset,
            Map<String, String> values,
            Map<String, String> faults) {
        var sections = source.parameters().stream()
                .collect(Collectors.groupingBy(Parameter::section, LinkedHashMap::new, Collectors.toList()));
        return Page.of(
                viewer,
                TEMPLATE,
                new CustomisePage(
                        design,
                        source.revision(),
                        source.path(),
                        variants.parametric(design),
                        sections.entrySet().stream()
                                .map(each -> new Section(each.getKey(), each.getValue()))
                                .toList(),
                        List.copyOf(source.presets().keySet()),
                        preset,
                        values,
                        faults));
    }
}
