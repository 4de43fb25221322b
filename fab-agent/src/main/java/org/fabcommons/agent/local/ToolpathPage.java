// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.agent.job.JobOrder;
import org.fabcommons.agent.job.JobRecord;
import org.fabcommons.gcode.Drawing;
import org.fabcommons.gcode.Layers;
import org.fabcommons.link.JobState;
import org.fabcommons.profile.Language;

/** The path of the job on a machine, or of its last one, layer by layer, with where the machine is. */
record ToolpathPage(Shop shop, Drawings drawings) implements MachinePage {
    /** More entries than a slider has steps help nobody. */
    private static final int MOST_LAYERS = 20_000;

    ToolpathPage(Shop shop) {
        this(shop, new Drawings());
    }

    @Override
    public String segment() {
        return "toolpath";
    }

    @Override
    public Answer answer(Visit visit) throws IOException {
        var texts = visit.texts();
        var html = new Html();
        var order = shown(visit.bench());
        if (!visit.is("GET")) return Answer.problem(404, "not-found", "There is nothing here.");
        if (order.isEmpty() || shop.path(order.get().sha256()).isEmpty()) {
            html.add(
                    "<p class=\"empty\">%s <a href=\"/machines/%s\">%s</a></p>",
                    texts.of("toolpath.none"), visit.bench().key(), texts.of("toolpath.bring"));
            return visit.page(html);
        }
        // A pen has one height to work at.
        boolean flat = visit.bench().profile().language() == Language.PLOTTER;
        html.add(
                """
                <section class="card toolpath%s" id="toolpath" data-machine="%s" data-line="%s">
                <h2>%s</h2>
                <p class="small faint" id="toolpath-said" role="status">%s</p>
                <canvas width="800" height="600" role="img" aria-label="%s"></canvas>
                <div class="row"><label for="layer">%s</label>
                <input type="range" id="layer" min="1" max="1" value="1">
                <output class="figure" id="layer-said" for="layer"></output>
                <label class="tick"><input type="checkbox" id="follow" checked> <span>%s</span></label></div>
                <ul class="legend"><li class="path-done">%s</li><li class="path-todo">%s</li><li class="path-go">%s</li><li class="path-tool">%s</li></ul>
                <noscript><p>%s</p></noscript>
                </section>
                """,
                flat ? " flat" : "",
                visit.bench().key(),
                line(visit.bench()),
                order.get().fileName(),
                texts.of("toolpath.reading"),
                texts.of("toolpath.picture", order.get().fileName()),
                texts.of("toolpath.layer"),
                texts.of("toolpath.follow"),
                texts.of("toolpath.done"),
                texts.of("toolpath.todo"),
                texts.of("toolpath.go"),
                texts.of("toolpath.tool"),
                texts.of("toolpath.noscript"));
        html.add(
                "<div id=\"toolpath-words\" hidden data-of=\"%s\" data-size=\"%s\" data-gone=\"%s\"></div>",
                texts.pattern("toolpath.of"),
                texts.pattern(flat ? "toolpath.sizeFlat" : "toolpath.size"),
                texts.of("toolpath.gone"));
        return visit.page(html, "toolpath.js");
    }

    /** The line that the job has come to; empty where it came to its end. */
    private String line(Shop.Bench bench) {
        return last(bench)
                .filter(job -> job.state() != JobState.FINISHED && job.state() != JobState.REPORTED)
                .map(job -> Long.toString(
                        bench.now().progress().orElse(job.progress()).line()))
                .orElse("");
    }

    private Optional<JobRecord> last(Shop.Bench bench) {
        return bench.job().or(() -> shop.history().stream()
                .filter(job -> job.order().machine().equals(bench.key()))
                .findFirst());
    }

    private Optional<JobOrder> shown(Shop.Bench bench) {
        return last(bench).map(JobRecord::order);
    }

    @Override
    public Optional<Answer> api(Visit visit) throws IOException {
        var order = shown(visit.bench());
        var path = order.flatMap(found -> shop.path(found.sha256()));
        if (path.isEmpty()) return Optional.empty();
        var profile = visit.bench().profile();
        var layers = drawings.layers(order.get().sha256(), path.get(), profile);
        if (visit.is("GET")) return Optional.of(Answer.json(200, outline(order.get(), layers)));
        if (!visit.is("GET", "layers", "*")) return Optional.empty();
        return number(visit.below()[1])
                .filter(layer -> layer < layers.all().size())
                .map(layer -> draw(order.get(), path.get(), visit.bench(), layer));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Map<String, Object> outline(JobOrder order, Layers layers) {
        Map<String, Object> outline = new HashMap<>();
        outline.put("file", order.fileName());
        outline.put("sha256", order.sha256());
        outline.put(
                "layers",
                layers.all().stream()
                        .limit(MOST_LAYERS)
                        .map(layer -> List.of(layer.z(), layer.firstLine(), layer.lastLine()))
                        .collect(Collectors.toList()));
        layers.work()
                .ifPresent(work -> outline.put(
                        "bounds",
                        List.of(
                                work.min().x(),
                                work.min().y(),
                                work.max().x(),
                                work.max().y())));
        return outline;
    }

    private Answer draw(JobOrder order, Path path, Shop.Bench bench, int layer) {
        try {
            return Answer.json(200, pieces(drawings.drawing(order.sha256(), path, bench.profile(), layer)));
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + order.sha256() + " could not be read", e);
        }
    }

    private static Map<String, Object> pieces(Drawing drawing) {
        return Map.of(
                "line", drawing.line(),
                "x", drawing.x(),
                "y", drawing.y(),
                "works", drawing.works(),
                "coarse", drawing.coarse());
    }
}
