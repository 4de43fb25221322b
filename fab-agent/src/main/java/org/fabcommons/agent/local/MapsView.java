// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.agent.control.HeightMap;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.profile.Control;

/**
 * Height maps of workpieces: measured, drawn, and files levelled by them.
 *
 * @param levelled the file that has just been made
 */
record MapsView(ControlForm form, MacroCalls kept, Optional<String> levelled) {
    void show(List<Shelf.ShelvedFile> files) {
        if (!form.control().offers(Control.PROBE)) return;
        form.open("maps");
        form.html()
                .add(
                        "<p class=\"small faint\">%s</p><p id=\"course\" role=\"status\" data-of=\"%s\"></p>",
                        form.texts().of("control.mapsHow"), form.texts().of("control.points"));
        levelled.ifPresent(name -> form.html()
                .add(
                        "<p class=\"notice\" role=\"status\">%s <a href=\"/files\">%s</a></p>",
                        form.texts().of("control.levelled", name), form.texts().of("control.levelledWhere")));
        for (var map : kept.maps(form.bench().key())) map(map, files);
        form.html()
                .add(
                        "<details><summary>%s</summary><form class=\"stack\" method=\"post\""
                                + " action=\"/machines/%s/control/maps/survey\" data-ask=\"maps/survey\">",
                        form.texts().of("control.mapNew"), form.bench().key());
        for (var pair :
                List.of("name", "minX", "minY", "maxX", "maxY", "columns", "rows", "clearance", "depth", "feed"))
            form.field(
                    pair,
                    "control.map." + pair,
                    switch (pair) {
                        case "maxX" -> "80";
                        case "maxY" -> "50";
                        case "columns", "rows" -> "5";
                        case "clearance", "depth" -> "2";
                        case "feed" -> "50";
                        case "name" -> "";
                        default -> "0";
                    });
        form.html()
                .add(
                        "<button class=\"primary\">%s</button></form></details><div class=\"row script\"><label"
                                + " for=\"map-import\">%s</label><input type=\"file\" id=\"map-import\" accept=\".json\""
                                + " data-import=\"maps\"></div>",
                        form.texts().of("control.mapStart"), form.texts().of("control.import"));
        form.close();
    }

    private void map(HeightMap map, List<Shelf.ShelvedFile> files) {
        form.html()
                .add(
                        "<article class=\"map\"><h3>%s</h3><p class=\"small\">%s</p>",
                        map.name(),
                        form.texts()
                                .of(
                                        "control.mapFacts",
                                        map.columns(),
                                        map.rows(),
                                        form.texts().number(map.lowest(), 3),
                                        form.texts().number(map.highest(), 3)));
        picture(map);
        if (!files.isEmpty()) {
            var id = "level-" + Integer.toHexString(map.name().hashCode());
            form.html()
                    .add(
                            "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/maps/level\"><input"
                                    + " type=\"hidden\" name=\"name\" value=\"%s\"><label for=\"%s\">%s</label><select"
                                    + " id=\"%s\" name=\"file\">",
                            form.bench().key(), map.name(), id, form.texts().of("control.mapFile"), id);
            for (var file : files.stream().limit(50).collect(Collectors.toList()))
                form.html().add("<option>%s</option>", file.name());
            form.html().add("</select><button>%s</button></form>", form.texts().of("control.mapLevel"));
        }
        form.html()
                .add(
                        "<div class=\"row\"><a class=\"script\" href=\"/api/v1/machines/%s/control/maps/%s\""
                                + " download=\"%s.json\">%s</a><form method=\"post\""
                                + " action=\"/machines/%s/control/maps/remove\"><input type=\"hidden\" name=\"name\""
                                + " value=\"%s\"><button aria-label=\"%s\">%s</button></form></div></article>",
                        form.bench().key(),
                        URLEncoder.encode(map.name(), StandardCharsets.UTF_8).replace("+", "%20"),
                        map.name(),
                        form.texts().of("control.export"),
                        form.bench().key(),
                        map.name(),
                        form.texts().of("control.removeNamed", map.name()),
                        form.texts().of("control.remove"));
    }

    /** Each cell by its mean height, from blue (low) over white to red (high). */
    private void picture(HeightMap map) {
        int columns = map.columns() - 1;
        int rows = map.rows() - 1;
        double most = Math.max(1e-6, Math.max(Math.abs(map.lowest()), Math.abs(map.highest())));
        form.html()
                .add(
                        "<svg class=\"heights\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %s %s\""
                                + " preserveAspectRatio=\"none\">",
                        form.texts()
                                .of(
                                        "control.mapPicture",
                                        map.name(),
                                        form.texts().number(map.lowest(), 3),
                                        form.texts().number(map.highest(), 3)),
                        columns,
                        rows);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) {
                double mean = (map.height(column, row)
                                + map.height(column + 1, row)
                                + map.height(column, row + 1)
                                + map.height(column + 1, row + 1))
                        / 4;
                int pale = (int) Math.round(235 - 180 * Math.min(1, Math.abs(mean) / most));
                var colour = mean >= 0 ? "rgb(235," + pale + "," + pale + ")" : "rgb(" + pale + "," + pale + ",235)";
                form.html()
                        .add(
                                "<rect x=\"%s\" y=\"%s\" width=\"1.02\" height=\"1.02\""
                                        + " fill=\"%s\"><title>%s</title></rect>",
                                column,
                                rows - 1 - row,
                                colour,
                                form.texts().of("control.mm", form.texts().number(mean, 3)));
            }
        form.html().add("</svg>");
    }
}
