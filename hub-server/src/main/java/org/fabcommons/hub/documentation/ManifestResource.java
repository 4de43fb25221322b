// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.okh.Okh;
import org.fabcommons.hub.okh.OkhFinding;
import org.fabcommons.hub.web.Access;
import org.fabcommons.hub.web.Page;
import org.fabcommons.hub.web.Viewer;

/** The page of a revision's manifest and parts, and the files that other systems read. */
@Path("/@{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
public final class ManifestResource {
    private final Documentation documentation;
    private final Designs designs;
    private final Manifests manifests;

    ManifestResource(Documentation documentation, Designs designs, Manifests manifests) {
        this.documentation = documentation;
        this.designs = designs;
        this.manifests = manifests;
    }

    /** A finding in the reader's language. */
    public record Told(String field, String text) {
        static List<Told> of(List<OkhFinding> findings, Viewer viewer) {
            return findings.stream()
                    .map(one -> new Told(
                            one.field(),
                            viewer.text("okh." + one.code(), one.arguments().toArray())))
                    .toList();
        }
    }

    /**
     * @param sections what it says, field by field; what is empty is left out
     * @param files those of the revision, by which paths become links
     * @param toml,yaml the whole manifest in each form
     */
    public record ManifestPage(
            Described described,
            List<ManifestForm.Section> sections,
            List<Told> faults,
            List<Told> suggestions,
            List<String> files,
            String toml,
            String yaml,
            boolean mine) {}

    @GET
    @Path("/manifest")
    @Access(Access.Who.ANYONE)
    public Page page(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        var described = documentation.of(design, revision);
        return Page.of(
                viewer,
                "/org/fabcommons/hub/documentation/manifest.ftl",
                new ManifestPage(
                        described,
                        ManifestForm.said(described.okh()),
                        Told.of(documentation.faults(described), viewer),
                        Told.of(documentation.suggestions(described.okh(), design, described.revision()), viewer),
                        designs.files(design, described.revision()).stream()
                                .map(DesignFile::path)
                                .toList(),
                        documentation.text(described, Okh.Form.TOML, viewer),
                        documentation.text(described, Okh.Form.YAML, viewer),
                        designs.rights().mayWrite(design, viewer.person())));
    }

    @GET
    @Path("/okh.toml")
    @Produces("application/toml;charset=UTF-8")
    @Access(Access.Who.ANYONE)
    public String toml(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        return text(viewer, owner, name, revision, Okh.Form.TOML);
    }

    @GET
    @Path("/okh.yml")
    @Produces("application/yaml;charset=UTF-8")
    @Access(Access.Who.ANYONE)
    public String yaml(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        return text(viewer, owner, name, revision, Okh.Form.YAML);
    }

    @GET
    @Path("/datapackage.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Access(Access.Who.ANYONE)
    public byte[] dataPackage(
            @Context Viewer viewer,
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue(Designs.HEAD) String revision) {
        var design = designs.require(viewer, owner, name);
        return manifests.dataPackage(documentation.of(design, revision), viewer);
    }

    private String text(Viewer viewer, String owner, String name, String revision, Okh.Form form) {
        return documentation.text(documentation.of(designs.require(viewer, owner, name), revision), form, viewer);
    }
}
