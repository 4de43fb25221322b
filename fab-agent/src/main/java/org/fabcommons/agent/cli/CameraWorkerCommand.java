// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.concurrent.Callable;
import org.fabcommons.agent.camera.worker.CameraWorker;
import picocli.CommandLine.Command;

@Command(
        name = "camera-worker",
        hidden = true,
        description = "One camera's own process; the agent starts it and talks with it.")
final class CameraWorkerCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            // Whatever a library prints must not stand between the reports.
            System.setOut(System.err);
            CameraWorker.run(System.in, out);
        }
        return 0;
    }
}
