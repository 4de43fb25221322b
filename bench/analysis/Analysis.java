// SPDX-License-Identifier: AGPL-3.0-or-later

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.IntStream;
import org.fabcommons.gcode.ToolpathAnalysis;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.Profiles;

/** How many bytes of toolpath a core analyses in a second. Usage: Analysis PROFILE TIMES FILE ... */
class Analysis {
    public static void main(String[] arguments) throws Exception {
        var profile = Profiles.standard().require(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            var bytes = Files.readAllBytes(Path.of(arguments[i]));
            for (int round = 0; round < 3; round++) {
                ToolpathAnalysis.of(repeated(bytes, times), profile);
                Preflight.check(repeated(bytes, times), profile);
            }
            long begin = cpu();
            var toolpath = ToolpathAnalysis.of(repeated(bytes, times), profile).toolpath();
            double analysis = (cpu() - begin) / 1e9;
            begin = cpu();
            Preflight.check(repeated(bytes, times), profile);
            double preflight = (cpu() - begin) / 1e9;
            double megabytes = (double) bytes.length * times / 1e6;
            System.out.printf(
                    "%-32s %4.0f MB %8d lines   analysis %4.0f MB/s   with all checks before a job %4.0f MB/s%n",
                    Path.of(arguments[i]).getFileName(),
                    megabytes,
                    toolpath.lines(),
                    megabytes / analysis,
                    megabytes / preflight);
        }
    }

    /** Time of a core, so that what else the machine does counts less. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static InputStream repeated(byte[] bytes, int times) {
        return new SequenceInputStream(Collections.enumeration(IntStream.range(0, times)
                .mapToObj(i -> (InputStream) new ByteArrayInputStream(bytes))
                .toList()));
    }
}
