// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a demo that was killed has left running: it would go on holding the folder and the machines' ports. */
final class LeftBehind {
    private static final int PATIENCE_S = 10;

    private LeftBehind() {}

    /** Ends programs that were started upon this folder, the agent before its machines. */
    static void end(Path folder) throws InterruptedException {
        end(programs("--data", folder));
        end(programs("--link", folder));
    }

    private static List<ProcessHandle> programs(String option, Path folder) {
        return ProcessHandle.allProcesses()
                .filter(program -> program.pid() != ProcessHandle.current().pid())
                .filter(program -> program.info()
                        .arguments()
                        .filter(words -> startedUpon(Arrays.asList(words), option, folder))
                        .isPresent())
                .toList();
    }

    private static boolean startedUpon(List<String> words, String option, Path folder) {
        int at = words.indexOf(option) + 1;
        return words.contains("-jar")
                && at > 0
                && at < words.size()
                && Path.of(words.get(at)).startsWith(folder);
    }

    private static void end(List<ProcessHandle> programs) throws InterruptedException {
        programs.forEach(ProcessHandle::destroy);
        for (var program : programs) {
            try {
                program.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
            } catch (TimeoutException hanging) {
                program.destroyForcibly();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
