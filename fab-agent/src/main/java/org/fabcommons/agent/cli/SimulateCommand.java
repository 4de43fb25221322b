// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.fabcommons.agent.simulator.Fault;
import org.fabcommons.agent.simulator.Shape;
import org.fabcommons.agent.simulator.SimulatedCamera;
import org.fabcommons.agent.simulator.Simulation;
import org.fabcommons.agent.simulator.Simulator;
import org.fabcommons.agent.simulator.Table;
import org.fabcommons.agent.simulator.Workpiece;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = "Offers a simulated machine on a pseudo-terminal, for this or any other program to connect to.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "ID",
            description = "Which machine, such as marlin or grbl, or the file of a profile.")
    private String profile = "";

    @Option(names = "--link", paramLabel = "PATH", description = "Symbolic link to open the machine by.")
    private Optional<Path> link = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "How much faster than iron it moves and heats (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--corrupt",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Of the lines sent to it, so many arrive damaged (default: ${DEFAULT-VALUE}).")
    private double corrupt;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which lines are damaged, and how (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--fault",
            paramLabel = "KIND@COUNT",
            converter = FaultConverter.class,
            description =
                    "After so many executed commands: reset, brown-out, mute, lose-ok, halt or hangup. May be repeated.")
    private List<Fault> faults = new ArrayList<>();

    @Option(names = "--keeps-running", description = "Opening the port does not restart the board.")
    private boolean keepsRunning;

    @Option(names = "--executed", paramLabel = "FILE", description = "Write the commands really executed there.")
    private Optional<Path> executed = Optional.empty();

    @Option(
            names = "--workpiece",
            paramLabel = "Z,DX,DY,BULGE",
            converter = WorkpieceConverter.class,
            description = "What a probe touches, in machine coordinates: its height at X0 Y0 in mm, how far it rises "
                    + "a mm along X and Y, and how high it bulges over 100 mm.")
    private Workpiece workpiece = Workpiece.NONE;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            converter = ShapeConverter.class,
            description =
                    "What stands there, may be repeated: box:MINX,MINY,MAXX,MAXY,TOP, boss:X,Y,DIAMETER,TOP (a tool "
                            + "setter is one) or hole:X,Y,DIAMETER,TOP; machine coordinates in mm.")
    private List<Shape> shapes = new ArrayList<>();

    @Option(
            names = "--tool",
            paramLabel = "FILE",
            description =
                    "Which tool is in: a file with how much longer it is than the first one and its diameter, in mm.")
    private Optional<Path> tool = Optional.empty();

    @Option(names = "--status", paramLabel = "FILE", description = "Keep the machine's state there, as JSON.")
    private Optional<Path> status = Optional.empty();

    @Option(
            names = "--camera",
            paramLabel = "PORT",
            description = "A camera looks at it: motion JPEG at http://127.0.0.1:PORT/ (0: any port that is free).")
    private Optional<Integer> camera = Optional.empty();

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var filmed = camera.isPresent()
                ? Optional.of(SimulatedCamera.open(OwnProfiles.named(spec, profile), camera.get()))
                : Optional.<SimulatedCamera>empty();
        var simulator = simulator(filmed, path -> {
            out.println("A simulated " + profile + " is at " + path
                    + filmed.map(one -> ", filmed at " + one.address()).orElse(""));
            out.flush();
        });
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            simulator.stop();
            try {
                // The link is to be gone, and the files complete, before the program is.
                ended.await();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            simulator.run();
        } finally {
            filmed.ifPresent(SimulatedCamera::close);
            ended.countDown();
        }
        return 0;
    }

    /** The machine that the options describe. */
    Simulator simulator(Optional<SimulatedCamera> filmed, Consumer<String> offered) {
        var machine = OwnProfiles.named(spec, profile);
        var simulation = new Simulation(
                machine,
                link,
                speed,
                machine.serial().openResets() && !keepsRunning,
                corrupt,
                seed,
                faults,
                executed,
                status,
                new Table(workpiece, shapes, tool));
        return new Simulator(simulation, filmed, offered);
    }

    static final class WorkpieceConverter implements ITypeConverter<Workpiece> {
        @Override
        public Workpiece convert(String text) {
            return Workpiece.parse(text);
        }
    }

    static final class ShapeConverter implements ITypeConverter<Shape> {
        @Override
        public Shape convert(String text) {
            return Shape.parse(text);
        }
    }

    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            return Fault.parse(text);
        }
    }
}
