// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.fabcommons.hub.Needs;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.mesh.Limits;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.MeshFault;
import org.fabcommons.hub.mesh.Stl;
import org.fabcommons.hub.mesh.Survey;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The starter library in {@code designs/}: complete, true to its files, and fit to be made. */
final class DesignsTest {
    private static final Path LIBRARY = Path.of("../designs");
    private static final long MAX_BYTES = 5_000_000;
    /** What stays in the folder and is not published. */
    private static final Set<String> UNPUBLISHED = Set.of("design.yaml", "make");

    static List<Entry> designs() throws IOException {
        var entries = new ArrayList<Entry>();
        for (var found : StarterDesign.all(LIBRARY).entrySet())
            entries.add(new Entry(found.getKey(), found.getValue()));
        return entries;
    }

    /** A design of the library and where it lies. */
    record Entry(Path folder, StarterDesign design) {
        JsonNode manifest() throws IOException {
            return new TomlMapper().readTree(folder.resolve("okh.toml").toFile());
        }

        List<String> files(String ending) {
            return design.files().stream().filter(file -> file.endsWith(ending)).toList();
        }

        List<String> toolpaths() {
            return design.files().stream()
                    .filter(file -> file.startsWith("toolpaths/"))
                    .toList();
        }

        Profile profile() throws IOException {
            var printed = manifest().path("tsdc").path(0).asText().equals("3DP");
            return Profiles.standard().require(printed ? "marlin" : "grbl");
        }

        Checked check(String toolpath) throws IOException {
            try (var in = Files.newInputStream(folder.resolve(toolpath))) {
                return Preflight.check(in, profile());
            }
        }

        MeshFacts measure(String mesh) throws IOException, MeshFault {
            var file = folder.resolve(mesh);
            try (var in = Files.newInputStream(file)) {
                return Survey.of(Stl.read(in, Files.size(file), Limits.STANDARD), Limits.STANDARD);
            }
        }

        @Override
        public String toString() {
            return design.path();
        }
    }

    @Test
    void thereAreSixDesignsOneARemixAndOneForTheMill() throws IOException {
        var designs = designs();
        assertThat(designs).hasSizeGreaterThanOrEqualTo(6);
        assertThat(designs).anyMatch(entry -> entry.design().remixes().isPresent());
        var machines = new TreeSet<Family>();
        for (var entry : designs) machines.add(entry.profile().family());
        assertThat(machines).containsExactlyInAnyOrder(Family.GRBL, Family.MARLIN);
    }

    @Test
    void eachMachineHasAToolpathOfFiveThousandLines() throws IOException {
        var families = new TreeSet<Family>();
        for (var entry : designs())
            for (var toolpath : entry.toolpaths())
                if (entry.check(toolpath).toolpath().sendable() >= 5000)
                    families.add(entry.profile().family());
        assertThat(families).containsExactlyInAnyOrder(Family.GRBL, Family.MARLIN);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void everyFileInTheFolderIsPublishedAndNothingElseIsListed(Entry entry) throws IOException {
        var present = new TreeSet<String>();
        long bytes = 0;
        try (var files = Files.walk(entry.folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
                present.add(entry.folder().relativize(file).toString().replace('\\', '/'));
            }
        }
        present.removeAll(UNPUBLISHED);
        assertThat(entry.design().files()).containsExactlyInAnyOrderElementsOf(present);
        assertThat(bytes).as("bytes of the folder").isLessThan(MAX_BYTES);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void theEntryIsComplete(Entry entry) throws IOException {
        var design = entry.design();
        assertThat(entry.folder().getFileName()).hasToString(design.name());
        assertThat(design.owner()).isIn("ada", "lin", "sam");
        assertThat(design.tags()).isNotEmpty();
        assertThat(design.summary()).hasSizeBetween(30, 200);
        assertThat(Licence.find(design.licence())).isPresent();
        assertThat(design.remixes().isPresent()).isEqualTo(design.note().isPresent());
        assertThat(Files.readString(entry.folder().resolve("LICENSE")))
                .startsWith("SPDX-License-Identifier: " + design.licence() + "\n");
        assertThat(entry.files(".scad")).isNotEmpty();
        assertThat(entry.toolpaths()).isNotEmpty();
        for (var source : entry.files(".scad"))
            assertThat(Files.readString(entry.folder().resolve(source)))
                    .startsWith("// SPDX-License-Identifier: " + design.licence() + "\n");
    }

    @ParameterizedTest
    @MethodSource("designs")
    void aRemixHasALicenceThatItsAncestorAllows(Entry entry) throws IOException {
        if (entry.design().remixes().isEmpty()) return;
        var ancestor = designs().stream()
                .filter(other ->
                        other.design().path().equals(entry.design().remixes().get()))
                .findFirst()
                .orElseThrow();
        var from = Licence.find(ancestor.design().licence()).orElseThrow();
        assertThat(from.allows(Licence.find(entry.design().licence()).orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void theManifestSaysWhatTheEntrySays(Entry entry) throws IOException {
        var manifest = entry.manifest();
        for (var needed : List.of("okhv", "name", "repo", "version", "license", "licensor", "function"))
            assertThat(manifest.path(needed).isMissingNode()).as(needed).isFalse();
        assertThat(manifest.path("name").asText()).isEqualTo(entry.design().title());
        assertThat(manifest.path("license").asText()).isEqualTo(entry.design().licence());
        assertThat(manifest.path("repo").asText())
                .endsWith("/@" + entry.design().path());
        assertThat(manifest.path("documentation-language")).isNotEmpty();
        assertThat(manifest.path("part")).isNotEmpty();
        var named = Stream.of("readme", "image", "source", "export", "auxiliary", "manufacturing-instructions")
                .flatMap(key -> texts(manifest.path(key)))
                .toList();
        assertThat(entry.design().files()).containsAll(named);
        entry.design().remixes().ifPresent(ancestor -> assertThat(
                        manifest.path("fork-of").asText())
                .endsWith("/@" + ancestor));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void everyPartIsAWholeMeshOfTheSizeTheManifestSays(Entry entry) throws IOException, MeshFault {
        for (var mesh : entry.files(".stl"))
            assertThat(entry.measure(mesh).triangles()).isPositive();
        for (var part : entry.manifest().path("part")) {
            assertThat(part.path("name").asText()).isNotBlank();
            assertThat(entry.design().files())
                    .containsAll(texts(part.path("source")).toList());
            var size = part.path("outer-dimensions");
            if (size.isMissingNode()) continue;
            var facts = entry.measure(part.path("export").path(0).asText());
            assertThat(facts.widthMm()).isCloseTo(size.path("width").asDouble(), within(0.1));
            assertThat(facts.depthMm()).isCloseTo(size.path("depth").asDouble(), within(0.1));
            assertThat(facts.heightMm()).isCloseTo(size.path("height").asDouble(), within(0.1));
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void everyMeshIsClosedSoThatASlicerKnowsInsideFromOutside(Entry entry) throws IOException {
        for (var mesh : entry.files(".stl")) {
            // Each edge is walked once in either direction.
            var open = new HashSet<List<Corner>>();
            for (var triangle : Triangle.all(entry.folder().resolve(mesh)))
                for (var edge : triangle.edges()) if (!open.remove(List.of(edge.get(1), edge.get(0)))) open.add(edge);
            assertThat(open).as(mesh).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void aPrintedPartNeedsNoSupport(Entry entry) throws IOException {
        if (entry.profile().kind() != Profile.Kind.FFF) return;
        for (var mesh : entry.files(".stl")) {
            double hanging = Triangle.all(entry.folder().resolve(mesh)).stream()
                    .filter(Triangle::hangs)
                    .mapToDouble(Triangle::area)
                    .sum();
            // Grooves for labels and lettering are bridged.
            assertThat(hanging).as(mesh + ", mm² that hang over").isLessThan(120);
        }
    }

    record Corner(float x, float y, float z) {}

    /** A face of a binary STL. */
    record Triangle(Corner a, Corner b, Corner c) {
        private static final double STEEPEST = -Math.sin(Math.toRadians(50));

        static List<Triangle> all(Path mesh) throws IOException {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(mesh)).order(ByteOrder.LITTLE_ENDIAN);
            var all = new ArrayList<Triangle>();
            for (int at = 84 + 12; at < bytes.limit(); at += 50)
                all.add(new Triangle(corner(bytes, at), corner(bytes, at + 12), corner(bytes, at + 24)));
            return all;
        }

        private static Corner corner(ByteBuffer bytes, int at) {
            return new Corner(bytes.getFloat(at), bytes.getFloat(at + 4), bytes.getFloat(at + 8));
        }

        List<List<Corner>> edges() {
            return List.of(List.of(a, b), List.of(b, c), List.of(c, a));
        }

        /** Twice the area, with the direction the face looks. */
        private double[] normal() {
            double ux = b.x - a.x, uy = b.y - a.y, uz = b.z - a.z;
            double vx = c.x - a.x, vy = c.y - a.y, vz = c.z - a.z;
            return new double[] {uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx};
        }

        double area() {
            var n = normal();
            return Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
        }

        /** Looks down by more than 50° from upright, and is not on the bed. */
        boolean hangs() {
            return area() > 1e-6 && Math.max(a.z, Math.max(b.z, c.z)) > 0.5 && normal()[2] / (2 * area()) < STEEPEST;
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void everyToolpathPassesThePreflightOfItsMachineWithoutAWarning(Entry entry) throws IOException {
        for (var toolpath : entry.toolpaths()) {
            var checked = entry.check(toolpath);
            assertThat(checked.findings())
                    .as(() -> toolpath + ": "
                            + checked.findings().stream()
                                    .map(finding -> finding.line() + " " + finding.message(Locale.ENGLISH))
                                    .toList())
                    .isEmpty();
            assertThat(checked.toolpath().work()).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void theReadmeShowsItInBothLanguagesWithPicturesThatAreThere(Entry entry) throws IOException {
        var readme = Files.readString(entry.folder().resolve("README.md"));
        assertThat(readme).contains("\n## Make it\n", "\n## En français\n", "\n## Licence\n");
        var pictures = entry.files(".png");
        assertThat(pictures).contains("pictures/main.png");
        for (var picture : pictures) {
            assertThat(readme).contains("](" + picture + ")");
            var image = ImageIO.read(entry.folder().resolve(picture).toFile());
            assertThat(image.getWidth()).isGreaterThanOrEqualTo(1000);
        }
        for (var toolpath : entry.toolpaths()) assertThat(readme).contains(toolpath);
    }

    @ParameterizedTest
    @MethodSource("designs")
    void itsSourcesCompile(Entry entry, @TempDir Path scratch) throws IOException, InterruptedException {
        var openscad = Needs.program("openscad", "openscad");
        for (var source : entry.files(".scad")) {
            var log = scratch.resolve("openscad.log");
            var program = new ProcessBuilder(
                            openscad.toString(),
                            "--hardwarnings",
                            "-o",
                            scratch.resolve("tree.csg").toString(),
                            source)
                    .directory(entry.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).as(() -> source + ": " + read(log)).isZero();
        }
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText)
                : node.isMissingNode() ? Stream.empty() : Stream.of(node.asText());
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
