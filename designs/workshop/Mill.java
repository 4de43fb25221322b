// SPDX-License-Identifier: AGPL-3.0-or-later
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a toolpath for a grbl mill or laser from flat drawings that OpenSCAD exported as SVG.
 *
 * <pre>java Mill.java OUT.nc "title" machine=mill|laser [name=value ...] STEP ...</pre>
 *
 * Each step is {@code kind:drawing.svg[:name=value,...]} and is done in the order given:
 * <ul>
 *   <li>{@code along}: the tool's middle follows each outline: engraving, or a cut whose offset the drawing already
 *       has. Mill: {@code depth}, {@code step} (mm each pass), {@code tabs} (how many bridges hold the part; 0),
 *       {@code tabheight}. Laser: {@code power} (0 to 1000), {@code feed}, {@code passes}.
 *   <li>{@code fill}: the inside of the outlines is filled with lines along x, {@code pitch} mm apart (laser).
 * </ul>
 * Lengths mm, speeds mm/min. X and Y count from the lower left corner of the stock, Z from its upper face.
 */
final class Mill {
    record Point(double x, double y) {
        double to(Point other) {
            return Math.hypot(other.x - x, other.y - y);
        }
    }

    private static final Pattern PATH = Pattern.compile("<path d=\"([^\"]*)\"");
    private static final double SAFE = 4;

    private final StringBuilder out = new StringBuilder();
    private final Map<String, Double> settings = new LinkedHashMap<>(Map.of(
            "feed", 700.0, "plunge", 200.0, "spindle", 1000.0, "depth", 1.0, "step", 1.0, "tabs", 0.0,
            "tabheight", 1.5, "power", 1000.0, "passes", 1.0, "pitch", 0.2));
    private boolean laser;
    private String last = "";
    private Point here = new Point(0, 0);

    public static void main(String[] arguments) throws IOException {
        var mill = new Mill();
        mill.line("; " + arguments[1]);
        mill.laser = arguments[2].equals("machine=laser");
        var steps = new ArrayList<String>();
        for (int i = 3; i < arguments.length; i++)
            if (arguments[i].contains(":")) steps.add(arguments[i]);
            else set(mill.settings, arguments[i]);
        mill.start();
        for (var step : steps) mill.step(step);
        mill.end();
        Files.writeString(Path.of(arguments[0]), mill.out);
    }

    private static void set(Map<String, Double> settings, String pair) {
        var parts = pair.split("=");
        if (settings.put(parts[0], Double.parseDouble(parts[1])) == null)
            throw new IllegalArgumentException("there is no setting " + parts[0]);
    }

    private void start() {
        line("; Zero: X Y lower left corner of the stock, Z its upper face.");
        line("G21");
        line("G90");
        line("G17");
        line("G94");
        line("G54");
        if (laser) {
            line("M4 S0");
            return;
        }
        line("G0 Z" + number(SAFE));
        line("M3 S" + number(settings.get("spindle")));
        line("G4 P3");
    }

    private void end() {
        line("M5");
        if (!laser) line("G0 Z15");
        line("G0 X0 Y0");
        line("M30");
    }

    private void step(String step) throws IOException {
        var parts = step.split(":");
        var own = new LinkedHashMap<>(settings);
        if (parts.length > 2) for (var pair : parts[2].split(",")) set(own, pair);
        var loops = nearestFirst(read(Path.of(parts[1])));
        line("; " + parts[0] + " " + Path.of(parts[1]).getFileName().toString().replace(".svg", ""));
        if (parts[0].equals("fill")) fill(loops, own);
        else if (parts[0].equals("along")) for (var loop : loops) along(loop, own);
        else throw new IllegalArgumentException("there is no step " + parts[0]);
    }

    private void along(List<Point> loop, Map<String, Double> own) {
        if (laser) {
            for (int pass = 0; pass < own.get("passes"); pass++) {
                rapid(loop.get(0));
                for (int i = 1; i <= loop.size(); i++)
                    burn(loop.get(i % loop.size()), own.get("power"), own.get("feed"));
            }
            return;
        }
        double depth = own.get("depth");
        int passes = (int) Math.ceil(depth / own.get("step") - 1e-9);
        rapid(loop.get(0));
        for (int pass = 1; pass <= passes; pass++) {
            double z = -depth * pass / passes;
            double tab = -depth + own.get("tabheight");
            sink(z, own.get("plunge"));
            if (own.get("tabs") > 0 && z < tab) aroundWithTabs(loop, z, tab, own);
            else for (int i = 1; i <= loop.size(); i++) cut(loop.get(i % loop.size()), own.get("feed"));
        }
        line("G0 Z" + number(SAFE));
    }

    /** Around the loop, rising to {@code tab} over short stretches, so that the part stays in the sheet. */
    private void aroundWithTabs(List<Point> loop, double z, double tab, Map<String, Double> own) {
        double whole = 0;
        for (int i = 0; i < loop.size(); i++) whole += loop.get(i).to(loop.get((i + 1) % loop.size()));
        double every = whole / own.get("tabs");
        double wide = 6;
        double done = 0;
        boolean up = false;
        for (int i = 0; i < loop.size(); i++) {
            var from = loop.get(i);
            var to = loop.get((i + 1) % loop.size());
            double length = from.to(to);
            double at = 0;
            while (at < length - 1e-9) {
                double phase = (done + at) % every;
                double begin = every / 2 - wide / 2;
                double end = every / 2 + wide / 2;
                boolean should = phase >= begin - 1e-9 && phase < end - 1e-9;
                if (should != up) {
                    sink(should ? tab : z, own.get("plunge"));
                    up = should;
                }
                double next = should ? end : phase < begin ? begin : every + begin;
                double stretch = Math.min(length - at, next - phase);
                at += stretch;
                cut(new Point(from.x + (to.x - from.x) * at / length, from.y + (to.y - from.y) * at / length),
                        own.get("feed"));
            }
            done += length;
        }
        if (up) sink(z, own.get("plunge"));
    }

    /** Lines along x inside the outlines (even-odd), to and fro. */
    private void fill(List<List<Point>> loops, Map<String, Double> own) {
        double low = loops.stream().flatMap(List::stream).mapToDouble(Point::y).min().orElseThrow();
        double high = loops.stream().flatMap(List::stream).mapToDouble(Point::y).max().orElseThrow();
        boolean back = false;
        for (double y = low + own.get("pitch") / 2; y < high; y += own.get("pitch"), back = !back) {
            var crossings = new ArrayList<Double>();
            for (var loop : loops)
                for (int i = 0; i < loop.size(); i++) {
                    var a = loop.get(i);
                    var b = loop.get((i + 1) % loop.size());
                    if (a.y <= y != b.y <= y) crossings.add(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
                }
            crossings.sort(back ? Comparator.reverseOrder() : Comparator.naturalOrder());
            for (int i = 0; i + 1 < crossings.size(); i += 2) {
                rapid(new Point(crossings.get(i), y));
                burn(new Point(crossings.get(i + 1), y), own.get("power"), own.get("feed"));
            }
        }
    }

    private void rapid(Point to) {
        line("G0 X" + number(to.x) + " Y" + number(to.y));
        here = to;
    }

    private void cut(Point to, double feed) {
        if (here.to(to) < 0.001) return;
        line("G1 X" + number(to.x) + " Y" + number(to.y) + " F" + number(feed));
        here = to;
    }

    private void burn(Point to, double power, double feed) {
        if (here.to(to) < 0.001) return;
        line("G1 X" + number(to.x) + " Y" + number(to.y) + " S" + number(power) + " F" + number(feed));
        here = to;
    }

    private void sink(double z, double feed) {
        line("G1 Z" + number(z) + " F" + number(feed));
    }

    private void line(String text) {
        if (!text.equals(last)) out.append(text).append('\n');
        last = text;
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    /** The outlines of a drawing. OpenSCAD writes y downwards. */
    private static List<List<Point>> read(Path drawing) throws IOException {
        var loops = new ArrayList<List<Point>>();
        var paths = PATH.matcher(Files.readString(drawing));
        while (paths.find())
            for (var loop : paths.group(1).split("z")) {
                var points = new ArrayList<Point>();
                for (var pair : loop.replaceAll("[ML]", " ").trim().split("\\s+"))
                    if (pair.contains(",")) {
                        var both = pair.split(",");
                        var next = new Point(Double.parseDouble(both[0]), -Double.parseDouble(both[1]));
                        if (points.isEmpty() || points.get(points.size() - 1).to(next) > 0.005) points.add(next);
                    }
                if (points.size() > 2) loops.add(points);
            }
        if (loops.isEmpty()) throw new IllegalArgumentException(drawing + " is empty");
        return loops;
    }

    /** Each next loop is the one that begins nearest to where the last one ended. */
    private static List<List<Point>> nearestFirst(List<List<Point>> loops) {
        var left = new ArrayList<>(loops);
        var ordered = new ArrayList<List<Point>>();
        var at = new Point(0, 0);
        while (!left.isEmpty()) {
            var from = at;
            var next = left.stream().min(Comparator.comparingDouble(loop -> from.to(loop.get(0)))).orElseThrow();
            left.remove(next);
            ordered.add(next);
            at = next.get(0);
        }
        return ordered;
    }
}
