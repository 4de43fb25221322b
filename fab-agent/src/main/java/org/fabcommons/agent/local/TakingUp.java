// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.agent.job.Stop;
import org.fabcommons.agent.runfrom.NotPossible;
import org.fabcommons.agent.runfrom.Options;
import org.fabcommons.agent.runfrom.RunFrom;
import org.fabcommons.gcode.ArcFitting;
import org.fabcommons.gcode.ArcWish;
import org.fabcommons.gcode.Heights;
import org.fabcommons.gcode.Layer;
import org.fabcommons.gcode.Layers;
import org.fabcommons.gcode.LineSource;
import org.fabcommons.gcode.Program;
import org.fabcommons.plot.PlotProgram;
import org.fabcommons.preflight.Checked;
import org.fabcommons.preflight.Preflight;
import org.fabcommons.profile.HostLoss.TakeUp;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * A file that is to be taken up at a line: the one that waits, or the one of a job that stopped. Page and API ask the
 * same.
 *
 * @param stop where its job stopped
 */
record TakingUp(Shop shop, Shop.Bench bench, String name, Path file, Optional<Stop> stop) {
    /** Why a job ended whose machine had stopped itself and forgotten what it had planned. */
    private static final Set<String> OF_ITSELF = Set.of("machine-reset", "machine-halted", "alarm");

    /** Why a job ended after which the port was opened anew. */
    private static final Set<String> OPENED_ANEW = Set.of("agent-stopped", "port-lost", "no-answer", "agent-fault");

    private static final long MOST_LINES = 999_999_999;

    /** The plan, its check, and what a person chose. */
    record Preview(RunFrom plan, Checked checked, int layers, OptionalInt layer, double heightMm) {}

    /**
     * Finds what is meant: {@code job}, {@code waiting} or {@code file} (a hash or a name on the shelf).
     *
     * @return empty when the file is no longer here
     */
    static Optional<TakingUp> of(Shop shop, Shop.Bench bench, Map<String, String> said) {
        if (said.containsKey("job"))
            return shop.job(said.get("job"))
                    .filter(job -> job.order().machine().equals(bench.key()))
                    .flatMap(job -> shop.path(job.order().sha256())
                            .map(path -> new TakingUp(
                                    shop, bench, job.order().fileName(), path, shop.stop(said.get("job")))));
        if (said.containsKey("waiting"))
            return shop.shelf().waiting(said.get("waiting")).flatMap(one -> shop.path(one.sha256())
                    .map(path -> new TakingUp(shop, bench, one.fileName(), path, Optional.empty())));
        var named = said.getOrDefault("file", "");
        return shop.shelf().files().stream()
                .filter(file -> file.sha256().equals(named) || file.name().equals(named))
                .findFirst()
                .flatMap(file -> shop.path(file.sha256())
                        .map(path -> new TakingUp(shop, bench, file.name(), path, Optional.empty())));
    }

    private Profile profile() {
        return bench.profile();
    }

    /**
     * Whether moves that the machine had acknowledged and planned may never have been made: opening its port restarts the
     * board, the agent empties its buffers to stop it, or it has stopped itself.
     */
    boolean mayHaveDropped() {
        boolean emptied = profile().language() != Language.REPRAP;
        var reason = stop.flatMap(where -> shop.job(where.job())).flatMap(JobRecord::reason);
        return profile().serial().openResets()
                || emptied
                || reason.filter(OF_ITSELF::contains).isPresent();
    }

    /**
     * Whether a board that counts by itself where its tool is has restarted since, and counts from nought again. Source: grbl
     * {@code main.c}, which clears the machine's position on power-up and reset.
     */
    boolean forgotPlace() {
        boolean counts = profile().language() == Language.GRBL || profile().language() == Language.JSON;
        var reason = stop.flatMap(where -> shop.job(where.job())).flatMap(JobRecord::reason);
        boolean opened = profile().serial().openResets()
                && reason.filter(OPENED_ANEW::contains).isPresent();
        return counts && (opened || reason.filter("machine-reset"::equals).isPresent());
    }

    /**
     * The first line that may not have been carried out whole: after the last acknowledged one, or so many moves before
     * it as the machine may have dropped. A firmware says ok when a move is planned, not when it is made.
     */
    long firstDoubtful() throws IOException {
        if (stop.isEmpty()) return 0;
        long last = stop.get().line();
        // What a file says first that was itself taken up is said anew.
        long begun = RunFrom.beginning(file).orElse(1);
        if (!mayHaveDropped() || last < begun) return Math.max(last + 1, begun);
        int planned = profile().motion().plannedMoves();
        var moves = new ArrayDeque<Long>();
        try (var program = PlotProgram.open(Files.newInputStream(file), profile())) {
            var lines = asSent(program);
            long before = 0;
            long first = 1;
            for (var line = lines.next(); line.isPresent() && line.get().number() <= last; line = lines.next()) {
                boolean moving =
                        line.get().has('X') || line.get().has('Y') || line.get().has('Z');
                // One arc stands for all the lines since the one before it; and many moves may stand for one line.
                if (line.get().number() > before) first = before + 1;
                if (moving) moves.addLast(first);
                if (moves.size() > planned) moves.removeFirst();
                before = line.get().number();
            }
        }
        return Math.max(begun, moves.isEmpty() ? last + 1 : moves.getFirst());
    }

    /**
     * The heights at which it may stand; the lowest counts unless somebody has measured: a nozzle that is taken for too low
     * spoils the print, one that is taken for too high the bed. Empty where no job stopped.
     */
    Optional<Heights> heights() throws IOException, NotPossible {
        if (stop.isEmpty()) return Optional.empty();
        long certain = mayHaveDropped()
                ? Math.min(stop.get().line(), firstDoubtful() - 1)
                : stop.get().line();
        return Optional.of(RunFrom.heights(file, profile(), certain, stop.get().sent()));
    }

    /** As the job that stopped had sent them: with arcs in the place of many lines, if the file asks for that. */
    private LineSource asSent(Program program) throws IOException {
        if (!ArcFitting.possible(profile())) return program;
        try (var in = Files.newInputStream(file)) {
            var wish = ArcWish.of(in);
            return wish.isEmpty() ? program : new ArcFitting(program, profile(), wish.getAsDouble(), 0);
        }
    }

    /**
     * Plans with what a person said: {@code line} or {@code layer}, {@code position}, {@code lift}, {@code prime},
     * {@code laser}, {@code height}; what is not said is as usual.
     *
     * @throws NotPossible when file or machine do not allow it
     * @throws IllegalArgumentException when a number makes no sense; the message is for people
     */
    Preview preview(Map<String, String> said) throws IOException, NotPossible {
        boolean layered = profile().kind() == Profile.Kind.FFF;
        var layers = layered ? layers() : List.<Layer>of();
        long line = line(said, layers);
        var usual = RunFrom.usual(RunFrom.held(file, profile(), line), profile());
        var options = new Options(
                said.containsKey("position") ? position(said.get("position")) : usual.position(),
                number(said, "lift", usual.liftMm(), Options.MOST_LIFT_MM),
                number(said, "prime", usual.primeMm(), Options.MOST_PRIME_MM),
                said.containsKey("laser") ? said.get("laser").equals("yes") : usual.laser());
        // It stands where it stopped, whichever line is chosen.
        if (stop.isPresent())
            options = options.at(number(
                    said, "height", heights().orElseThrow().lowest(), -Options.MOST_HEIGHT_MM, Options.MOST_HEIGHT_MM));
        var plan = RunFrom.plan(file, profile(), line, options);
        try (var in = plan.open()) {
            int layer = 0;
            while (layer < layers.size() && first(layers, layer) <= line) layer++;
            return new Preview(
                    plan,
                    Preflight.check(in, profile(), bench.policy()),
                    layers.size(),
                    layer == 0 ? OptionalInt.empty() : OptionalInt.of(layer),
                    layer == 0 ? 0 : layers.get(layer - 1).z());
        }
    }

    private List<Layer> layers() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Layers.of(in, profile()).all();
        }
    }

    /** The first line of a layer, counted from 0: the way up to it belongs to it. */
    private static long first(List<Layer> layers, int layer) {
        return layer == 0 ? layers.get(0).firstLine() : layers.get(layer - 1).lastLine() + 1;
    }

    private long line(Map<String, String> said, List<Layer> layers) throws IOException, NotPossible {
        if (!said.getOrDefault("layer", "").isBlank()) {
            int wanted = (int) number(said, "layer", 0, MOST_LINES);
            if (wanted < 1 || wanted > layers.size()) throw WrongChoice.layer(layers.size());
            return first(layers, wanted - 1);
        }
        if (!said.getOrDefault("line", "").isBlank()) return (long) number(said, "line", 0, MOST_LINES);
        return Math.max(2, firstDoubtful());
    }

    private static TakeUp position(String word) {
        for (var way : TakeUp.values()) if (way.wireName().equals(word)) return way;
        throw new IllegalArgumentException("The position is kept or home_xy, not \"" + word + "\".");
    }

    private static double number(Map<String, String> said, String name, double otherwise, long most) {
        return number(said, name, otherwise, 0, most);
    }

    private static double number(Map<String, String> said, String name, double otherwise, long least, long most) {
        var text = said.getOrDefault(name, "").strip().replace(',', '.');
        if (text.isEmpty()) return otherwise;
        if (!text.matches("-?\\d{1,12}(\\.\\d{1,6})?")) throw WrongChoice.number(name, text, most);
        double value = Double.parseDouble(text);
        if (value < least || value > most) throw WrongChoice.number(name, text, most);
        return value;
    }

    /**
     * What became of the wish to start.
     *
     * @param job which begins
     * @param wrong what is wrong with the word that was given, see {@link GivenWords#take}
     */
    record Taken(Optional<String> job, Optional<String> wrong) {}

    /**
     * Starts it; a person has looked, and gives their word for what the lab's policy asks about.
     *
     * @throws FileCache.NotFetched when the disk is full
     */
    Taken start(Preview preview, Word word) throws IOException {
        var plan = preview.plan();
        FileCache.Kept kept;
        try (var in = plan.open()) {
            kept = shop.keep(in);
        }
        var wrong = shop.words().take(bench, kept.sha256(), preview.checked(), word);
        if (wrong.isPresent()) return new Taken(Optional.empty(), wrong);
        var shown = String.format(Locale.ROOT, "%s (%d →)", name, plan.line());
        var job = shop.orders().start(bench.key(), shown, kept.sha256(), kept.sizeBytes());
        stop.ifPresent(where -> shop.decided(where.job(), Stop.Choice.RESUMED, Optional.of(job)));
        return new Taken(Optional.of(job), Optional.empty());
    }
}
