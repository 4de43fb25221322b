// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.fabcommons.link.Curve;
import org.fabcommons.link.CurveScale;
import org.fabcommons.link.Telemetry;

/**
 * Temperatures as a drawing that needs no script: measured as a line, wanted as a dashed one, a colour for each heater, and
 * the same in figures beside it.
 *
 * @param time what stands along the bottom
 * @param said what a person hears who does not see it, around the figures
 * @param shown the figures beside each heater's name
 */
record TemperaturePlot(
        List<TemperatureLog.Sample> samples, TimeAxis time, String said, Map<String, String> shown, Texts texts) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 220;
    private static final int LEFT = 96;
    private static final int BOTTOM = 34;
    private static final int TOP = 24;
    private static final int RIGHT = 6;
    private static final int COLOURS = 5;

    /** The last half hour of a machine, and what it reports now, which is nothing while it is not connected. */
    static TemperaturePlot live(
            List<TemperatureLog.Sample> samples,
            Map<String, Telemetry.Temperature> reported,
            Instant now,
            Texts texts) {
        var shown = new LinkedHashMap<String, String>();
        reported.forEach((sensor, one) -> shown.put(sensor, value(texts, one)));
        return new TemperaturePlot(samples, TimeAxis.halfHour(now, texts), "plot.said", shown, texts);
    }

    /** A job from its start to its end, and how hot it got. */
    static TemperaturePlot ofJob(List<Curve.Moment> job, Texts texts) {
        var samples = job.stream()
                .map(sample -> new TemperatureLog.Sample(Instant.ofEpochSecond(sample.seconds()), sample.sensors()))
                .toList();
        var shown = new LinkedHashMap<String, String>();
        for (var sensor : CurveScale.sensors(temperatures(samples))) {
            double hottest = 0;
            double wanted = 0;
            for (var sample : samples) {
                var one = sample.bySensor().get(sensor);
                if (one == null) continue;
                hottest = Math.max(hottest, one.actual());
                wanted = Math.max(wanted, one.target());
            }
            shown.put(sensor, texts.of("plot.upTo", value(texts, new Telemetry.Temperature(hottest, wanted))));
        }
        var seconds = job.isEmpty() ? 0 : job.get(job.size() - 1).seconds();
        return new TemperaturePlot(samples, TimeAxis.ofJob(seconds, job.size(), texts), "plot.saidJob", shown, texts);
    }

    private static List<Map<String, Telemetry.Temperature>> temperatures(List<TemperatureLog.Sample> samples) {
        return samples.stream().map(TemperatureLog.Sample::bySensor).toList();
    }

    Html drawn() {
        var html = new Html();
        var sensors = CurveScale.sensors(temperatures(samples));
        if (sensors.isEmpty()) return html;
        double top = CurveScale.topC(temperatures(samples));
        html.add("<section class=\"card plot\"><h2>%s</h2>", texts.of("plot.title"));
        legend(html, sensors);
        // Of one moment there is no line to draw.
        if (samples.size() < 2) return html.add("</section>");
        html.add(
                "<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"%s\">",
                texts.of(said, summary(sensors)));
        grid(html, top);
        for (int i = 0; i < sensors.size(); i++) {
            var sensor = sensors.get(i);
            line(html, sensor, top, Telemetry.Temperature::target, "wanted sensor-" + i % COLOURS);
            line(html, sensor, top, Telemetry.Temperature::actual, "sensor-" + i % COLOURS);
        }
        html.add("</svg>");
        table(html, sensors);
        return html.add("</section>");
    }

    private String name(String sensor) {
        return texts.find("sensor." + sensor).orElse(sensor);
    }

    private static String value(Texts texts, Telemetry.Temperature one) {
        return one.target() > 0
                ? texts.of("temperature.target", texts.number(one.actual(), 1), texts.number(one.target(), 0))
                : texts.of("temperature", texts.number(one.actual(), 1));
    }

    private String summary(List<String> sensors) {
        return sensors.stream()
                .filter(shown::containsKey)
                .map(sensor -> name(sensor) + " " + shown.get(sensor))
                .collect(Collectors.joining("; "));
    }

    private void legend(Html html, List<String> sensors) {
        html.add("<ul class=\"legend\">");
        for (int i = 0; i < sensors.size(); i++)
            if (shown.containsKey(sensors.get(i)))
                html.add(
                        "<li class=\"sensor-" + i % COLOURS
                                + "\"><span>%s</span> <strong class=\"figure\">%s</strong></li>",
                        name(sensors.get(i)),
                        shown.get(sensors.get(i)));
        html.add("</ul>");
    }

    private void grid(Html html, double top) {
        double step = CurveScale.stepC(top);
        for (double c = 0; c <= top; c += step) {
            var y = figure(y(c, top));
            html.add("<line class=\"grid-line\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"" + y
                    + "\" y2=\"" + y + "\"></line>");
            html.add(
                    "<text x=\"" + (LEFT - 6) + "\" y=\"" + figure(y(c, top) + 4) + "\" text-anchor=\"end\">%s</text>",
                    texts.of("plot.degrees", texts.number(c, 0)));
        }
        boolean odd = false;
        for (var mark : time.marks()) {
            html.add(
                    "<text" + (odd ? " class=\"odd\"" : "") + " x=\"" + figure(x(mark.at())) + "\" y=\"" + (HEIGHT - 8)
                            + "\" text-anchor=\"" + mark.anchor() + "\">%s</text>",
                    mark.label());
            odd = !odd;
        }
    }

    private void line(Html html, String sensor, double top, ToDoubleFunction<Telemetry.Temperature> what, String look) {
        var path = new StringBuilder();
        Instant before = Instant.MIN;
        boolean wanted = look.startsWith("wanted");
        for (var sample : samples) {
            var one = sample.bySensor().get(sensor);
            // A heater that is off wants nothing.
            if (one == null || (wanted && one.target() <= 0)) {
                before = Instant.MIN;
                continue;
            }
            boolean joins = before.plus(time.gap()).isAfter(sample.at());
            path.append(joins ? 'L' : 'M')
                    .append(figure(x(sample.at())))
                    .append(' ')
                    .append(figure(y(what.applyAsDouble(one), top)));
            before = sample.at();
        }
        if (path.length() > 0) html.add("<path class=\"" + look + "\" d=\"%s\"></path>", path);
    }

    private void table(Html html, List<String> sensors) {
        html.add(
                "<details class=\"small\"><summary>%s</summary><div class=\"scroll\"><table><thead><tr><th"
                        + " scope=\"col\">%s</th>",
                texts.of("plot.figures"), texts.of("plot.when"));
        for (var sensor : sensors) html.add("<th scope=\"col\">%s</th>", name(sensor));
        html.add("</tr></thead><tbody>");
        int row = 0;
        for (var mark : time.rows()) {
            var found = samples.stream()
                    .filter(sample ->
                            Duration.between(sample.at(), mark.at()).abs().compareTo(time.gap()) < 0)
                    .findFirst();
            if (found.isEmpty()) continue;
            html.add("<tr><th scope=\"row\">%s</th>", mark.label());
            for (var sensor : sensors) {
                var one = found.get().bySensor().get(sensor);
                html.add("<td class=\"figure\">%s</td>", one == null ? "" : value(texts, one));
            }
            html.add("</tr>");
            row++;
        }
        if (row == 0) html.add("<tr><td>%s</td></tr>", texts.of("plot.none"));
        html.add("</tbody></table></div></details>");
    }

    private double x(Instant at) {
        return LEFT + time.share(at) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double celsius, double top) {
        return TOP + (1 - Math.min(1, Math.max(0, celsius / top))) * (HEIGHT - TOP - BOTTOM);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
