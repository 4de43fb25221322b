// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fabcommons.agent.control.Failed;
import org.fabcommons.agent.control.Probing;
import org.fabcommons.agent.control.Routines;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.agent.machine.Wrong;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Language;

/** What page and API ask of a machine by hand: fields in, an outcome out; each is written down with who asked. */
final class ControlCalls {
    /** A person waits so long for an outcome; what takes longer is told later. Milliseconds. */
    private static final long PATIENCE_MS = 1500;
    /** So many keys of one-shot requests are remembered. */
    private static final int MOST_KEYS = 500;
    /** As Marlin, which takes no more than 200 mm in a line. Source: Marlin 2.1, EXTRUDE_MAXLENGTH, EXTRUDE_MINTEMP. */
    private static final int MOST_FILAMENT_MM = 200;

    private static final int MELTS_C = 170;
    /** 50 mm/s, as fast as loading through a tube. mm/min. */
    private static final int FASTEST_FILAMENT = 3000;

    /** Of the highest power or speed, for a test by hand. */
    private static final double LASER_SHARE = 0.02;

    private static final double SPINDLE_SHARE = 0.3;

    /**
     * What became of it so far.
     *
     * @param over false while it is still being done
     */
    record Outcome(String what, boolean over, Optional<Hand.Problem> problem) {}

    private final Shop shop;
    private final Map<String, Routines> routines = new ConcurrentHashMap<>();
    private final Map<String, Outcome> last = new ConcurrentHashMap<>();
    private final Map<String, Probed> probed = new ConcurrentHashMap<>();
    private final Map<String, Outcome> byKey = new LinkedHashMap<>();

    ControlCalls(Shop shop) {
        this.shop = shop;
    }

    Routines routines(String machine) {
        return routines.computeIfAbsent(machine, key -> new Routines());
    }

    /** The last thing that was asked of this machine, and how it ended. */
    Optional<Outcome> last(String machine) {
        return Optional.ofNullable(last.get(machine));
    }

    /** Fields of a form or of a flat JSON object. */
    record Fields(Map<String, String> values) {
        String text(String name) {
            return values.getOrDefault(name, "").strip();
        }

        boolean yes(String name) {
            return Set.of("yes", "true", "on").contains(text(name));
        }

        double number(String name) {
            var text = text(name).replace(',', '.');
            if (!text.matches("-?\\d{1,7}(\\.\\d{1,6})?"))
                throw new Wrong("number", "\"%s\" must be a number, not \"%s\".", name, text(name));
            return Double.parseDouble(text);
        }

        double number(String name, double otherwise) {
            return text(name).isEmpty() ? otherwise : number(name);
        }

        int whole(String name, int otherwise) {
            double number = number(name, otherwise);
            if (number != Math.rint(number)) throw new Wrong("whole", "\"%s\" must be a whole number.", name);
            return (int) number;
        }

        Map<String, Double> axes() {
            var mm = new HashMap<String, Double>();
            for (var axis : new String[] {"X", "Y", "Z"})
                if (!text(axis.toLowerCase(Locale.ROOT)).isEmpty()) mm.put(axis, number(axis.toLowerCase(Locale.ROOT)));
            return mm;
        }
    }

    /**
     * Carries out what is asked; the same key asks once, however often it comes.
     *
     * @param key empty for none
     */
    Outcome ask(Shop.Bench bench, String what, Fields fields, String key, String who) {
        synchronized (byKey) {
            var known = byKey.get(bench.key() + " " + key);
            if (!key.isEmpty() && known != null) return known;
            // Before it is done: the same request must not come in between.
            remember(bench, key, new Outcome(what, false, Optional.empty()));
        }
        var outcome = outcome(bench, what, fields, who);
        synchronized (byKey) {
            remember(bench, key, outcome);
        }
        last.put(bench.key(), outcome);
        return outcome;
    }

    private void remember(Shop.Bench bench, String key, Outcome outcome) {
        if (key.isEmpty()) return;
        byKey.put(bench.key() + " " + key, outcome);
        if (byKey.size() > MOST_KEYS) byKey.remove(byKey.keySet().iterator().next());
    }

    private Outcome outcome(Shop.Bench bench, String what, Fields fields, String who) {
        var hand = shop.hand(bench.key());
        Optional<Hand.Problem> problem;
        boolean over = true;
        if (hand.isEmpty()) {
            problem = Optional.of(new Hand.Problem("not-offered", "This machine cannot be commanded by hand."));
        } else {
            try {
                var asked = begin(bench, hand.get(), what, fields);
                asked.whenComplete((done, fault) -> written(bench, what, fields, who, done));
                var done = asked.toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
                return new Outcome(what, true, done.problem());
            } catch (IllegalArgumentException wrong) {
                problem = Optional.of(Hand.Problem.of(wrong));
            } catch (TimeoutException later) {
                return new Outcome(what, false, Optional.empty());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return new Outcome(what, false, Optional.empty());
            } catch (ExecutionException fault) {
                throw new IllegalStateException(fault.getCause());
            }
        }
        record(bench, what, fields, who, problem);
        return new Outcome(what, over, problem);
    }

    /** Lets a held jog go on; says why it may not. A refused one moves nothing, so it is not written down. */
    Optional<Hand.Problem> hold(Shop.Bench bench, Fields fields) {
        var hand = shop.hand(bench.key());
        if (hand.isEmpty())
            return Optional.of(new Hand.Problem("not-offered", "This machine cannot be commanded by hand."));
        var asked =
                hand.get().hold(fields.text("axis"), fields.yes("up"), fields.number("feed"), fields.yes("watched"));
        try {
            return asked.toCompletableFuture()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .problem();
        } catch (TimeoutException later) {
            return Optional.empty();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        }
    }

    /** Waits a little for lines that were sent, and writes down what becomes of them. */
    Outcome run(Shop.Bench bench, String name, CompletionStage<Hand.Done> sent, String who, List<String> lines) {
        var fields = new Fields(Map.of("name", name, "lines", String.join(" | ", lines)));
        sent.whenComplete((done, fault) -> written(bench, "macro", fields, who, done));
        try {
            return new Outcome(
                    "macro",
                    true,
                    sent.toCompletableFuture()
                            .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                            .problem());
        } catch (TimeoutException later) {
            return new Outcome("macro", false, Optional.empty());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return new Outcome("macro", false, Optional.empty());
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        }
    }

    private void written(Shop.Bench bench, String what, Fields fields, String who, Hand.Done done) {
        if (done == null) return;
        last.put(bench.key(), new Outcome(what, true, done.problem()));
        record(bench, what, fields, who, done.problem());
    }

    void record(Shop.Bench bench, String what, Fields fields, String who, Optional<Hand.Problem> problem) {
        var detail = new TreeSet<String>();
        fields.values().forEach((name, value) -> {
            boolean secret = name.equals("password");
            if (!value.isBlank() && value.length() < 500 && !secret) detail.add(name + "=" + value);
        });
        handbook()
                .record(
                        bench.key(),
                        who,
                        what,
                        String.join(" ", detail),
                        problem.map(Hand.Problem::code).orElse("done"));
    }

    Handbook handbook() {
        return shop.shelf().handbook();
    }

    private CompletionStage<Hand.Done> begin(Shop.Bench bench, Hand hand, String what, Fields fields) {
        boolean watched = fields.yes("watched");
        return switch (what) {
            case "home" -> hand.home(axes(fields.text("axes")));
            case "jog" -> hand.step(new Hand.Step(fields.axes(), fields.number("feed"), watched));
            case "zero" -> hand.zero(fields.whole("system", 1), fields.axes());
            case "system" -> {
                int system = fields.whole("system", 1);
                var systems = bench.profile().control().map(Control::systems).orElse(List.of());
                if (system < 1 || system > systems.size())
                    throw new Wrong("system", "There is no such work coordinate system.");
                yield hand.act("system", Map.of("value", systems.get(system - 1).substring(1)));
            }
            case "override" -> hand.override(fields.text("of"), fields.whole("percent", 100));
            case "console" -> {
                var line = fields.text("line");
                if (line.isEmpty()) throw new Wrong("line", "Type a line first.");
                if (atOnce(bench, line))
                    yield CompletableFuture.completedFuture(new Hand.Done(Optional.empty(), Map.of()));
                yield hand.send(
                        Source.CONSOLE,
                        List.of(line),
                        watched,
                        shop.words().mayByHand(bench, Word.of(fields.values())));
            }
            case "probe" -> probe(bench, hand, fields, watched);
            case "probeZero" -> probeZero(bench, hand);
            case "extrude" -> extrude(bench, hand, fields);
            case "park", "motorsOff", "off" -> hand.act(what, Map.of());
            case "nozzle", "bed", "fan" -> hand.act(what, Map.of("value", value(fields, 0, 500)));
            case "spindle", "laser" -> test(bench, hand, what, fields);
            default -> throw new IllegalArgumentException("There is nothing called \"" + what + "\" here.");
        };
    }

    /** What somebody types who wants the machine to stand still now; it waits for nothing. */
    private boolean atOnce(Shop.Bench bench, String line) {
        if (bench.profile().sequences().emergencyStop().contains(line.toUpperCase(Locale.ROOT)))
            return shop.ask(bench.key(), Shop.Wish.STOP);
        if (bench.profile().language() != Language.GRBL) return false;
        switch (line) {
            case "!" -> {
                if (bench.job().isPresent()) shop.ask(bench.key(), Shop.Wish.PAUSE);
                else stop(bench.key());
            }
            case "~" -> shop.ask(bench.key(), Shop.Wish.RESUME);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Filament moves only where it melts. */
    private static CompletionStage<Hand.Done> extrude(Shop.Bench bench, Hand hand, Fields fields) {
        double mm = fields.number("length");
        double feed = fields.number("feed", 120);
        if (mm == 0 || Math.abs(mm) > MOST_FILAMENT_MM)
            throw new Wrong("length", "At most %d mm of filament at once.", MOST_FILAMENT_MM);
        if (!(feed > 0 && feed <= FASTEST_FILAMENT))
            throw new Wrong("filamentFeed", "Filament moves at most at %d mm/min.", FASTEST_FILAMENT);
        var cold = bench.now().temperatures().entrySet().stream()
                .filter(one -> one.getKey().equals("T0") && one.getValue().actual() < MELTS_C)
                .findFirst();
        if (cold.isPresent())
            throw new Wrong(
                    "cold",
                    "The nozzle is at %d °C; filament moves from %d °C on. Heat it first.",
                    Math.round(cold.get().getValue().actual()),
                    MELTS_C);
        return hand.act("extrude", Map.of("length", decimal(mm), "feed", decimal(feed)));
    }

    private static String decimal(double number) {
        return BigDecimal.valueOf(number)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Set<String> axes(String text) {
        var axes = new TreeSet<String>();
        for (var axis : text.toUpperCase(Locale.ROOT).split("[ ,]*")) if (!axis.isBlank()) axes.add(axis);
        return axes;
    }

    private static String value(Fields fields, double min, double max) {
        double value = fields.number("value");
        if (value < min || value > max)
            throw new Wrong("value", "The value must be %d to %d.", Math.round(min), Math.round(max));
        return Long.toString(Math.round(value));
    }

    /** Only after somebody has said so, and only a little. */
    private static CompletionStage<Hand.Done> test(Shop.Bench bench, Hand hand, String what, Fields fields) {
        if (!fields.yes("confirmed")) throw new Wrong("confirm", "Make sure that nobody can be hurt, then confirm it.");
        double most = bench.profile().limits().spindleMax().orElse(0.0)
                * (what.equals("laser") ? LASER_SHARE : SPINDLE_SHARE);
        return hand.act(what, Map.of("value", value(fields, 1, Math.max(1, most))));
    }

    /** What the last probing found, and in which system its zero was to be set. */
    record Probed(String kind, Probing.Found found, int system) {}

    /** What was found and is not set yet. */
    Optional<Probed> probed(String machine) {
        return Optional.ofNullable(probed.get(machine));
    }

    private CompletionStage<Hand.Done> probe(Shop.Bench bench, Hand hand, Fields fields, boolean watched) {
        if (!bench.profile().control().map(c -> c.offers(Control.PROBE)).orElse(false))
            throw new Wrong("noProbe", "This machine does not probe by hand.");
        double size = fields.number("size", 0);
        if (size < 0 || size > 200) throw new Wrong("thickness", "The thickness or diameter must be 0 to 200 mm.");
        var kind = fields.text("kind");
        var probing = new Probing(
                hand,
                fields.number("travel", 10),
                fields.number("feed", 100),
                kind.equals("plate") ? 0 : size,
                watched);
        int system = fields.whole("system", 1);
        var routine = routine(probing, kind, size, fields.number("across", 20), fields.number("depth", 5));
        boolean set = fields.yes("set");
        return begin(bench, "probe", course -> {
            probed.remove(bench.key());
            var found = routine.run();
            if (set) found.set(hand, system);
            else probed.put(bench.key(), new Probed(kind, found, system));
        });
    }

    /** Looks for something. */
    private interface Search {
        Probing.Found run() throws Failed;
    }

    private static Search routine(Probing probing, String kind, double thickness, double across, double depth) {
        return switch (kind) {
            case "plate" -> () -> probing.plate(thickness);
            case "hole" -> probing::hole;
            case "boss" -> () -> probing.boss(across, depth);
            case "x+", "x-", "y+", "y-" ->
                () -> probing.edge(kind.substring(0, 1).toUpperCase(Locale.ROOT), kind.endsWith("+") ? 1 : -1);
            case "x+y+", "x+y-", "x-y+", "x-y-" ->
                () -> probing.corner(kind.charAt(1) == '+' ? 1 : -1, kind.charAt(3) == '+' ? 1 : -1, across);
            default -> throw new Wrong("probe", "Choose what to probe.");
        };
    }

    /** Sets the zero where the last probing found it. */
    private CompletionStage<Hand.Done> probeZero(Shop.Bench bench, Hand hand) {
        var last = probed(bench.key())
                .orElseThrow(() -> new Wrong("found", "Nothing was found yet, or it is set already."));
        return begin(bench, "probeZero", course -> {
            last.found().set(hand, last.system());
            probed.remove(bench.key());
        });
    }

    /** Begins something of several steps; its outcome is seen in its course. */
    CompletionStage<Hand.Done> begin(Shop.Bench bench, String what, Routines.Routine routine) {
        var done = new CompletableFuture<Hand.Done>();
        boolean begun = routines(bench.key()).begin(what, course -> {
            try {
                routine.run(course);
                done.complete(new Hand.Done(Optional.empty(), Map.of()));
            } catch (Failed failed) {
                done.complete(new Hand.Done(Optional.of(failed.problem()), Map.of()));
                throw failed;
            } catch (RuntimeException fault) {
                done.complete(new Hand.Done(
                        Optional.of(new Hand.Problem("value", String.valueOf(fault.getMessage()))), Map.of()));
                throw fault;
            }
        });
        if (!begun) throw new Wrong("busy", "Something else is still being done; stop it or wait for it.");
        return done;
    }

    /** Brings to rest whatever a person has begun. */
    void stop(String machine) {
        routines(machine).stop();
        shop.hand(machine).ifPresent(hand -> {
            hand.release();
            hand.stop();
        });
    }
}
