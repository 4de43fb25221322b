// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A person brings a camera to this agent, or takes one away that they brought. */
record AddCameraPage(Shop shop, NewCameras cameras, Texts texts) {
    private static final int MAX_TEXT = 500;
    private static final int MAX_NAME = 60;

    Answer answer(LocalHandler.Request request) throws IOException {
        if (request.is("GET", "add", "camera")) return page(200, form(Map.of()));
        if (request.is("POST", "add", "camera")) return add(request.form());
        if (request.is("POST", "add", "camera", "*", "remove")) return remove(request.path()[2]);
        return LocalPages.sorry(shop, 404, texts, "page.nothing");
    }

    private static String field(Map<String, String> form, String name, int most) {
        var value = form.getOrDefault(name, "").replaceAll("\\p{Cntrl}", "").strip();
        return value.substring(0, Math.min(value.length(), most));
    }

    private Answer add(Map<String, String> form) {
        var device = field(form, "device", MAX_TEXT);
        var source = device.isEmpty() ? field(form, "address", MAX_TEXT) : device;
        var name = field(form, "name", MAX_NAME);
        if (source.isEmpty()) return page(422, sorry("addCamera.sourceNeeded").put(form(form)));
        if (name.isEmpty()) return page(422, sorry("addCamera.nameNeeded").put(form(form)));
        try {
            cameras.add(new NewCameras.Wanted(name, chosen(form, "machine"), source, chosen(form, "timeLapse")));
        } catch (NotAdded e) {
            return page(
                    e.reason().equals("sourceUnknown") ? 422 : 409,
                    sorry("addCamera." + e.reason()).put(form(form)));
        }
        return begins("addCamera.done", name);
    }

    private Answer remove(String key) {
        var name =
                shop.cameras().find(key).map(camera -> camera.settings().name()).orElse(key);
        try {
            cameras.remove(key);
        } catch (NotAdded e) {
            return LocalPages.sorry(shop, 409, texts, "addCamera." + e.reason());
        }
        return begins("addCamera.removed", name);
    }

    private Answer begins(String key, String name) {
        var html = new Html()
                .add(
                        "<p class=\"notice\" role=\"status\">%s</p><p><a class=\"onwards\" href=\"/cameras\">%s</a></p>",
                        texts.of(key, name), texts.of("addCamera.toCameras"));
        return page(200, html, "onwards.js");
    }

    private static Optional<String> chosen(Map<String, String> form, String name) {
        return Optional.of(field(form, name, MAX_TEXT)).filter(value -> !value.isEmpty());
    }

    private Html form(Map<String, String> given) {
        var html = new Html().add("<form method=\"post\" action=\"/add/camera\" class=\"card stack\">");
        var devices = cameras.devices();
        if (devices.isEmpty()) html.add("<p class=\"faint\">%s</p>", texts.of("addCamera.noDevice"));
        else {
            html.add("<fieldset><legend>%s</legend>", texts.of("addCamera.which"));
            for (int i = 0; i < devices.size(); i++) choice(html, devices.get(i), given, i == 0);
            html.add(
                    "<label class=\"tick\"><input type=\"radio\" name=\"device\" value=\"\"> <span>%s</span></label></fieldset>",
                    texts.of("addCamera.network"));
        }
        html.add(
                """
                <label for="address">%s</label>
                <input id="address" name="address" maxlength="500" value="%s" placeholder="rtsp://user:password@192.168.1.30/stream" aria-describedby="address-how" autocomplete="off">
                <p class="faint small" id="address-how">%s</p>
                <label for="name">%s</label><input id="name" name="name" maxlength="60" required value="%s" placeholder="%s">
                """,
                texts.of("addCamera.address"),
                // A password that was typed does not come back.
                given.getOrDefault("address", "").replaceAll("://[^/@]*@", "://"),
                texts.of("addCamera.addressHow"),
                texts.of("add.name"),
                given.getOrDefault("name", ""),
                texts.of("addCamera.nameLike"));
        html.add(
                "<label for=\"machine\">%s</label><select id=\"machine\" name=\"machine\">",
                texts.of("addCamera.machine"));
        for (var bench : shop.benches()) option(html, given, "machine", bench.key(), bench.name());
        option(html, given, "machine", "", texts.of("addCamera.noMachine"));
        html.add(
                "</select><label for=\"timeLapse\">%s</label><select id=\"timeLapse\" name=\"timeLapse\">",
                texts.of("pictures.film"));
        option(html, given, "timeLapse", "", texts.of("addCamera.lapse.none"));
        option(html, given, "timeLapse", "layer", texts.of("addCamera.lapse.layer"));
        option(html, given, "timeLapse", "10", texts.of("addCamera.lapse.seconds"));
        return html.add(
                "</select><p class=\"faint small\">%s</p><div><button class=\"primary\">%s</button></div></form>",
                texts.of("addCamera.rest"), texts.of("addCamera.add"));
    }

    private static void choice(Html html, NewCameras.Device device, Map<String, String> given, boolean first) {
        boolean on = given.getOrDefault("device", first ? device.path() : "").equals(device.path());
        html.add(
                "<label class=\"tick\"><input type=\"radio\" name=\"device\" value=\"%s\"" + (on ? " checked" : "")
                        + "> <span>%s <span class=\"faint small wrap\">%s</span></span></label>",
                device.path(),
                device.name(),
                device.path());
    }

    private static void option(Html html, Map<String, String> given, String name, String value, String text) {
        boolean on = value.equals(given.get(name));
        html.add("<option value=\"%s\"" + (on ? " selected" : "") + ">%s</option>", value, text);
    }

    private Html sorry(String key) {
        return new Html().add("<p class=\"notice bad\" role=\"alert\">%s</p>", texts.of(key));
    }

    private Answer page(int status, Html body, String... scripts) {
        var html = new Html()
                .add("<h1>%s</h1><p class=\"faint\">%s</p>", texts.of("addCamera.title"), texts.of("addCamera.how"))
                .put(body);
        return Answer.html(status, Frame.around(shop, texts, texts.of("addCamera.title"), html, scripts));
    }
}
