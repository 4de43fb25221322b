// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fabcommons.hub.derivation.Derivations;
import org.fabcommons.hub.derivation.Kind;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.DesignFile;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.store.Database;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.Problem;
import org.fabcommons.hub.web.Problem.FieldFault;

/** What may be asked of parametric designs. */
public final class Variants {
    private static final int MOST_OF_ONE = 5;
    private static final int MOST_WAITING = 50;
    private static final int MOST_PRESETS = 50;
    private static final long MAX_SET_BYTES = 1_000_000;
    private static final int MAX_NOTE = 450;
    private static final int MOST_KEPT = 10_000;

    private final Database database;
    private final InstantSource clock;
    private final Designs designs;
    private final Publishing publishing;
    private final Derivations derivations;
    private final Blobs blobs;
    private final OpenScad openScad;
    private final Desk desk;
    /** Of sources looked at lately, by the SHA-256 of what they hold. */
    private final Cache<String, List<Parameter>> parameters = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT)
            .weigher((String sha256, List<Parameter> of) -> 1 + of.size())
            .build();

    Variants(Database database, InstantSource clock, Needs needs, OpenScad openScad, Desk desk) {
        this.database = database;
        this.clock = clock;
        this.designs = needs.designs();
        this.publishing = needs.publishing();
        this.derivations = needs.derivations();
        this.blobs = needs.blobs();
        this.openScad = openScad;
        this.desk = desk;
    }

    /** What this feature builds on. */
    public record Needs(Designs designs, Publishing publishing, Derivations derivations, Blobs blobs) {}

    /**
     * A source and what can be chosen.
     *
     * @param presets sets of values that come with the design, by name
     */
    public record Source(
            String revision, String path, List<Parameter> parameters, Map<String, Map<String, String>> presets) {}

    /** Whether this hub can render. */
    public boolean possible() {
        return openScad.installed();
    }

    /** The OpenSCAD files of a revision. */
    List<DesignFile> sources(Design design, String revision) {
        return designs.files(design, revision).stream()
                .filter(file -> file.path().toLowerCase(Locale.ROOT).endsWith(".scad"))
                .toList();
    }

    /** Those that have parameters, of the newest revision; the design's own source first. */
    List<String> parametric(Design design) {
        return sources(design, design.headRevision()).stream()
                .limit(20)
                .filter(file -> !parameters(design, design.headRevision(), file).isEmpty())
                .map(DesignFile::path)
                .sorted(java.util.Comparator.comparing((String path) -> !path.equals(design.name() + ".scad"))
                        .thenComparing(path -> path))
                .toList();
    }

    private List<Parameter> parameters(Design design, String revision, DesignFile file) {
        return parameters.get(file.sha256(), unknown -> {
            try {
                return List.copyOf(Customizer.read(Desk.source(designs, design, revision, file)));
            } catch (Desk.Unfit large) {
                return List.of();
            }
        });
    }

    /** @throws Problem NOT_FOUND where there is no such file, or nothing to choose in it */
    Source source(Design design, String revision, String path) {
        var id = designs.requireRevision(design, revision);
        var file = sources(design, id).stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow(Problem::notFound);
        var parameters = parameters(design, id, file);
        if (parameters.isEmpty()) throw Problem.notFound();
        return new Source(id, path, parameters, presets(design, id, path, parameters));
    }

    /** OpenSCAD keeps sets of values beside the source, in a JSON file of its name; only values that will do are taken. */
    private Map<String, Map<String, String>> presets(
            Design design, String revision, String path, List<Parameter> parameters) {
        var name = setPath(path);
        Map<String, Map<String, String>> presets = new LinkedHashMap<>();
        var file = designs.files(design, revision).stream()
                .filter(each -> each.path().equals(name) && each.sizeBytes() <= MAX_SET_BYTES)
                .findFirst();
        if (file.isEmpty()) return presets;
        try (var in = designs.open(design, revision, name)) {
            var sets = VariantRow.JSON.readTree(in).path("parameterSets");
            sets.properties().forEach(set -> {
                Map<String, String> values = new LinkedHashMap<>();
                for (var parameter : parameters) {
                    var value = set.getValue().path(parameter.name());
                    var text = plain(parameter, value.asText());
                    if (value.isValueNode() && parameter.fault(text).isEmpty()) values.put(parameter.name(), text);
                }
                if (presets.size() < MOST_PRESETS) presets.put(set.getKey(), values);
            });
        } catch (com.fasterxml.jackson.core.JsonProcessingException notOne) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return presets;
    }

    private static String plain(Parameter parameter, String value) {
        return parameter.kind() == Parameter.Kind.VECTOR ? value.replaceAll("[\\[\\]]", "") : value;
    }

    private static String setPath(String path) {
        return path.substring(0, path.lastIndexOf('.')) + ".json";
    }

    /**
     * Has a variant rendered, unless it was already.
     *
     * @param values by parameter; those that are missing stay as in the source
     * @throws Problem INVALID with a fault for each value, TOO_MANY, CONFLICT where this hub cannot render
     */
    Variant ask(Caller.Person person, Design design, Source source, Map<String, String> values) {
        if (!possible()) throw Problem.conflict("openscad-missing");
        List<FieldFault> faults = new ArrayList<>();
        var chosen = new TreeMap<String, String>();
        var known = source.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(FieldFault.of(name, "parameter-unknown")));
        for (var parameter : source.parameters()) {
            var value = Optional.ofNullable(values.get(parameter.name()))
                    .map(String::strip)
                    .orElse(parameter.given());
            parameter.fault(value).ifPresent(faults::add);
            if (!value.equals(parameter.given())) chosen.put(parameter.name(), value);
        }
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        try {
            // What cannot be rendered is told at once, not by a page that waits.
            Desk.needed(designs, design, source.revision(), source.path());
        } catch (Desk.Unfit unfit) {
            throw Problem.invalid("file", "parametric-" + unfit.code(), unfit.what());
        }
        var json = VariantRow.json(chosen);
        var id = id(design.id(), source.revision(), source.path(), json);
        return database.write(handle -> {
            var store = handle.attach(VariantStore.class);
            if (store.find(id).isEmpty()) {
                if (store.pendingOf(person.id()) >= MOST_OF_ONE)
                    throw Problem.of(Problem.Kind.TOO_MANY, "variants-yours", MOST_OF_ONE);
                if (store.pending() >= MOST_WAITING) throw Problem.of(Problem.Kind.TOO_MANY, "variants-many");
            }
            store.ask(id, design.id(), source.revision(), source.path(), json, person.id(), clock.millis());
            return store.find(id).orElseThrow().variant();
        });
    }

    private static String id(String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @throws Problem NOT_FOUND where there is none of this design */
    Variant require(Design design, String id) {
        return database.read(handle -> handle.attach(VariantStore.class).find(id))
                .map(VariantRow::variant)
                .filter(variant -> variant.design().equals(design.id()))
                .orElseThrow(Problem::notFound);
    }

    Optional<Path> mesh(Variant variant) {
        return desk.mesh(variant.id());
    }

    Optional<Path> picture(Variant variant) {
        return desk.picture(variant.id());
    }

    /**
     * Publishes a variant as a design of its own, derived from this one. It remembers its parameters in the file where
     * OpenSCAD itself keeps sets of them; the meshes and toolpaths of the original, which are not of this variant, are
     * left out, unless its sources read them.
     *
     * @throws Problem CONFLICT while it is not ready, and as for any remix
     */
    Design publish(Caller.Person author, Design design, Variant variant, String name, String title, String summary) {
        var stl = mesh(variant).filter(file -> variant.state() == Variant.State.READY);
        if (stl.isEmpty()) throw Problem.conflict("variant-not-ready");
        var note = note(variant);
        var origin = new Derivations.Origin(design, variant.revision(), Kind.VARIANT, note);
        Set<String> read;
        try {
            read = Desk.needed(designs, design, variant.revision(), variant.path())
                    .keySet();
        } catch (Desk.Unfit unfit) {
            throw Problem.invalid("file", "parametric-" + unfit.code(), unfit.what());
        }
        var made = derivations.remix(author, List.of(origin), new Wish(name, title, summary, "", List.of()));
        try {
            Map<String, Blob> put = new HashMap<>();
            try (var in = Files.newInputStream(stl.get())) {
                put.put(variant.stem() + ".stl", blobs.put(in, Files.size(stl.get())));
            }
            var set = set(design, variant, name);
            put.put(setPath(variant.path()), blobs.put(new ByteArrayInputStream(set), set.length));
            var others = designs.files(made, made.headRevision()).stream()
                    .filter(file -> output(file) && !read.contains(file.path()) && !put.containsKey(file.path()))
                    .map(DesignFile::path)
                    .collect(Collectors.toSet());
            return publishing.revise(
                    author,
                    made,
                    new Publishing.Change(
                            note.isEmpty() ? "A variant of " + design.fullName() : "Variant: " + note,
                            put,
                            others,
                            made.headRevision(),
                            Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException("the variant " + variant.id() + " could not be published", e);
        }
    }

    private static boolean output(DesignFile file) {
        return file.kind().toolpath()
                || ModelFormat.named(file.path()).map(ModelFormat::measured).orElse(false);
    }

    private static String note(Variant variant) {
        var note = variant.chosen().entrySet().stream()
                .map(each -> each.getKey() + " = " + each.getValue())
                .collect(Collectors.joining("; "));
        return note.length() <= MAX_NOTE ? note : note.substring(0, MAX_NOTE) + "…";
    }

    /** The sets that were there, and this one under the new design's name. */
    private byte[] set(Design design, Variant variant, String name) throws IOException {
        var source = source(design, variant.revision(), variant.path());
        Map<String, Map<String, String>> sets = new LinkedHashMap<>(source.presets());
        Map<String, String> all = new LinkedHashMap<>();
        for (var parameter : source.parameters()) {
            var value = variant.chosen().getOrDefault(parameter.name(), parameter.given());
            all.put(parameter.name(), parameter.kind() == Parameter.Kind.VECTOR ? "[" + value + "]" : value);
        }
        sets.put(name, all);
        Map<String, Object> file = VariantRow.JSON.convertValue(
                Map.of("fileFormatVersion", "1", "parameterSets", sets), new TypeReference<>() {});
        return VariantRow.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(file);
    }
}
