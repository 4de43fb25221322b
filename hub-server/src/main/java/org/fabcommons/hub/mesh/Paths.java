// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.fabcommons.gcode.Toolpath;
import org.fabcommons.gcode.ToolpathAnalysis;
import org.fabcommons.plot.PlotAnalysis;
import org.fabcommons.profile.Profiles;

/**
 * Adds up what a toolpath amounts to, as jobs do, on a usual machine of its kind: whoever looks at a design has chosen none
 * yet.
 */
final class Paths {
    private static final Pattern PRINTS =
            Pattern.compile("(?mi)^[^;(\\n]*(?:(?<![A-Za-z])E-?[0-9.]|\\bM10[49]\\b|\\bM1[49]0\\b)");
    private static final Pattern RML = Pattern.compile("![A-Z]{2}|\\^(?:IN|PA|PR)|(?:^|;)\\s*Z-?\\d");

    private Paths() {}

    static PathFacts read(Path file, ModelFormat format, Limits limits) throws IOException, MeshFault {
        String head;
        try (var in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(ModelFormat.HEAD_BYTES), StandardCharsets.ISO_8859_1);
        }
        try (InputStream in = new Patient(new BufferedInputStream(Files.newInputStream(file), 1 << 16), limits)) {
            if (format == ModelFormat.PLOT) {
                boolean carves = RML.matcher(head).find();
                var profile = Profiles.standard().require(carves ? "rml" : "hpgl");
                var found = PlotAnalysis.of(in, profile, (instruction, strokes, seconds) -> {});
                return facts(carves ? PathFacts.CARVE : "plot", found.whole().toolpath());
            }
            boolean prints = PRINTS.matcher(head).find();
            var profile = Profiles.standard().require(prints ? "marlin" : "grbl");
            return facts(
                    prints ? "print" : "cut", ToolpathAnalysis.of(in, profile).toolpath());
        } catch (Patient.Ended ended) {
            throw ended.why;
        }
    }

    private static PathFacts facts(String tool, Toolpath path) {
        var box = path.work();
        return new PathFacts(
                tool,
                box.map(each -> each.width()).orElse(0.0),
                box.map(each -> each.depth()).orElse(0.0),
                box.map(each -> each.min().z()).orElse(0.0),
                box.map(each -> each.max().z()).orElse(0.0),
                path.layers(),
                path.estimateSeconds(),
                path.filamentMm(),
                path.cutMm(),
                path.maxNozzleC().orElse(0.0),
                path.maxBedC().orElse(0.0),
                path.toolChanges());
    }

    /** A file that is read within limits by those who know none. */
    private static final class Patient extends FilterInputStream {
        private final Limits limits;
        private long bytes;

        Patient(InputStream in, Limits limits) {
            super(in);
            this.limits = limits;
        }

        private static final class Ended extends IOException {
            private static final long serialVersionUID = 1;
            private final transient MeshFault why;

            Ended(MeshFault why) {
                super(why);
                this.why = why;
            }
        }

        private void count(int read) throws IOException {
            long before = bytes;
            bytes += Math.max(0, read);
            if (before >>> 16 == bytes >>> 16) return;
            try {
                limits.patience().check();
                if (bytes > limits.maxBytes()) throw new MeshFault("bytes", limits.maxBytes() / 1_000_000);
            } catch (MeshFault fault) {
                throw new Ended(fault);
            }
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(read);
            return read;
        }
    }
}
