// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.machine.Detection;
import org.fabcommons.agent.transport.PortException;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.profile.Profile;

/** A person brings a new machine to this agent: where it is plugged in, what it is, what they call it. */
record AddMachinePage(Shop shop, NewMachines machines, Texts texts) {
    private static final int MAX_TEXT = 120;

    Answer answer(LocalHandler.Request request) throws IOException {
        if (request.is("GET", "add")) return page(200, where());
        if (request.is("POST", "add", "detect")) {
            var port = field(request.form(), "port");
            return port.isEmpty() ? page(422, sorry("add.portNeeded").put(where())) : detect(port);
        }
        return add(request.form());
    }

    private static String field(Map<String, String> form, String name) {
        var value = form.getOrDefault(name, "").replaceAll("\\p{Cntrl}", "").strip();
        return value.substring(0, Math.min(value.length(), MAX_TEXT));
    }

    private Html where() {
        var html = new Html()
                .add("<section class=\"card\"><h2>%s</h2><p>%s</p>", texts.of("add.where"), texts.of("add.whereHow"));
        var ports = machines.ports();
        if (ports.isEmpty()) html.add("<p class=\"empty\">%s</p>", texts.of("add.noPort"));
        else {
            html.add("<ul class=\"plain\">");
            for (var port : ports)
                html.add(
                        "<li class=\"row\"><strong>%s</strong> <span class=\"faint small\">%s</span>"
                                + "<form method=\"post\" action=\"/add/detect\"><input type=\"hidden\" name=\"port\" value=\"%s\">"
                                + "<button class=\"primary\">%s</button></form></li>",
                        named(port), port.path(), port.path(), texts.of("add.find"));
            html.add("</ul>");
        }
        return html.add(
                """
                <form method="get" action="/add" class="row"><button>%s</button></form></section>
                <section class="card"><h2>%s</h2><p>%s</p><form method="post" action="/add/detect" class="row">
                <label for="port">%s</label><input id="port" name="port" maxlength="120" required placeholder="tcp://192.168.1.20:23">
                <button>%s</button></form></section>
                """,
                texts.of("add.lookAgain"),
                texts.of("add.elsewhere"),
                texts.of("add.elsewhereHow"),
                texts.of("add.port"),
                texts.of("add.find"));
    }

    /** As the device calls itself; of the computer's own ports only the serial library has a name, in English. */
    private String named(Ports.PortInfo port) {
        if (port.description().isBlank()) return port.path();
        return port.description().startsWith("Physical Port ") ? texts.of("add.built-in") : port.description();
    }

    private Answer detect(String path) {
        try {
            var found = machines.detect(path);
            var html = new Html();
            if (found.isPresent())
                html.add(
                        "<p class=\"notice\" role=\"status\">%s</p>",
                        texts.of(
                                "add.found",
                                found.get().profile().nameIn(texts.locale()),
                                found.get().baud()));
            else html.add("<p class=\"notice warn\" role=\"status\">%s</p>", texts.of("add.notFound"));
            return page(200, html.put(what(path, found, "")));
        } catch (NotAdded e) {
            return page(409, sorry("add." + e.reason()).put(where()));
        } catch (IOException e) {
            var html = new Html().add("<div class=\"notice bad\" role=\"alert\">");
            if (e instanceof PortException port) {
                html.add("<p><strong>%s</strong></p>", texts.of("add.port." + LocalPages.word(port.reason())));
                port.holder().ifPresent(name -> html.add("<p>%s</p>", texts.of("add.port.holder", name)));
            }
            // The system's own words, such as at which rate.
            if (!(e instanceof PortException) || texts.locale().equals(Locale.ENGLISH))
                html.add("<p class=\"small\" lang=\"en\">%s</p>", e.getMessage());
            return page(422, html.add("</div>").put(where()));
        }
    }

    private Html what(String port, Optional<Detection.Found> found, String name) {
        var html = new Html()
                .add(
                        """
                        <form method="post" action="/add" class="card stack"><h2>%s</h2>
                        <input type="hidden" name="port" value="%s"><input type="hidden" name="baud" value="%s">
                        <label for="name">%s</label>
                        <input id="name" name="name" maxlength="60" required value="%s" placeholder="%s">
                        <label for="profile">%s</label><select id="profile" name="profile">
                        """,
                        texts.of("add.what"),
                        port,
                        found.map(one -> Integer.toString(one.baud())).orElse(""),
                        texts.of("add.name"),
                        name,
                        texts.of("add.nameLike"),
                        texts.of("add.profile"));
        for (var profile : machines.profiles().all()) {
            if (found.isPresent() && profile.family() != found.get().profile().family()) continue;
            boolean likely =
                    found.map(Detection.Found::profile).map(Profile::id).equals(Optional.of(profile.id()));
            html.add(
                    "<option value=\"%s\"" + (likely ? " selected" : "") + ">%s</option>",
                    profile.id(),
                    profile.nameIn(texts.locale()));
        }
        var there = machines.there(port);
        html.add("</select><p class=\"faint small\">%s</p>", texts.of("add.profileHow"));
        if (there != NewMachines.There.DEVICE)
            html.add(
                    "<label class=\"tick\"><input type=\"checkbox\" name=\"simulated\" value=\"yes\""
                            + (there == NewMachines.There.SIMULATED ? " checked" : "")
                            + " aria-describedby=\"simulated-how\"> <span>%s</span></label>"
                            + "<p class=\"faint small\" id=\"simulated-how\">%s</p>",
                    texts.of("add.simulated"),
                    texts.of("add.simulatedHow"));
        return html.add("<div><button class=\"primary\">%s</button></div></form>", texts.of("add.add"));
    }

    private Answer add(Map<String, String> form) {
        var port = field(form, "port");
        var name = field(form, "name");
        var baud = field(form, "baud");
        if (port.isEmpty()) return page(422, sorry("add.portNeeded").put(where()));
        if (name.isEmpty()) return page(422, sorry("add.nameNeeded").put(what(port, Optional.empty(), name)));
        var rate = baud.matches("[0-9]{3,7}") ? Optional.of(Integer.valueOf(baud)) : Optional.<Integer>empty();
        try {
            machines.add(
                    new NewMachines.Wanted(name, field(form, "profile"), port, rate, form.containsKey("simulated")));
        } catch (NotAdded e) {
            return page(409, sorry("add." + e.reason()).put(what(port, Optional.empty(), name)));
        }
        var html = new Html()
                .add(
                        "<p class=\"notice\" role=\"status\">%s</p><p><a class=\"onwards\" href=\"/\">%s</a></p>",
                        texts.of("add.done", name), texts.of("page.back"));
        return page(200, html, "onwards.js");
    }

    private Html sorry(String key) {
        return new Html().add("<p class=\"notice bad\" role=\"alert\">%s</p>", texts.of(key));
    }

    private Answer page(int status, Html body, String... scripts) {
        var html = new Html()
                .add("<h1>%s</h1><p class=\"faint\">%s</p>", texts.of("add.title"), texts.of("add.how"))
                .put(body);
        return Answer.html(status, Frame.around(shop, texts, texts.of("add.title"), html, scripts));
    }
}
