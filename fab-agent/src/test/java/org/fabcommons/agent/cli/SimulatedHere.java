// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.fabcommons.agent.simulator.Simulator;
import picocli.CommandLine;

/** What {@code fab-agent simulate} does with these options, on a thread of this process: a second of computing saved. */
public final class SimulatedHere {
    private final Simulator simulator;
    private final Thread thread;
    private final CompletableFuture<Void> offered = new CompletableFuture<>();

    private SimulatedHere(List<String> options) {
        var command = new SimulateCommand();
        new CommandLine(command).parseArgs(options.toArray(String[]::new));
        simulator = command.simulator(Optional.empty(), path -> offered.complete(null));
        thread = new Thread(this::run, "simulated machine");
        thread.setDaemon(true);
    }

    /** Returns when the machine can be opened. */
    public static SimulatedHere start(List<String> options) {
        var here = new SimulatedHere(options);
        here.thread.start();
        here.offered.join();
        return here;
    }

    private void run() {
        try {
            simulator.run();
        } catch (IOException | RuntimeException broken) {
            if (!offered.completeExceptionally(broken)) throw new IllegalStateException(broken);
        }
    }

    /** Ends it in good order, so that its files are complete. */
    public void stop() {
        simulator.stop();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
