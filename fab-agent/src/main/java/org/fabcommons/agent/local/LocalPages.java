// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.agent.job.FileCache;

/** The page for people, below {@code /}; it works before its script arrives. */
final class LocalPages {
    private final Shop shop;

    LocalPages(Shop shop) {
        this.shop = shop;
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        var texts = request.texts();
        if (request.is("GET")) return Answer.html(200, new MachinesPage(shop, texts).whole());
        if (request.is("GET", "live")) return Answer.html(200, new MachinesPage(shop, texts).live());
        if (request.is("GET", "machines", "*", "files", "*")) return check(request, texts);
        if (request.is("POST", "stop")) {
            shop.stopAll();
            return Answer.seeOther("/");
        }
        if (request.is("POST", "pair-again")) {
            shop.agent().pairAgain().run();
            return Answer.seeOther("/");
        }
        if (request.is("POST", "machines", "*", "files")) return upload(request, texts);
        if (request.is("POST", "machines", "*", "files", "*")) return start(request, texts);
        if (request.is("POST", "machines", "*", "*")) {
            var done = LocalApi.wish(request.path()[2]).filter(wish -> shop.ask(request.path()[1], wish));
            return done.isPresent() ? Answer.seeOther("/") : notFound(texts);
        }
        return notFound(texts);
    }

    private Answer upload(LocalHandler.Request request, Texts texts) throws IOException {
        var bench = shop.bench(request.path()[1]);
        if (bench.isEmpty()) return notFound(texts);
        var file = UploadedFile.of(
                request.header("Content-Type"), request.exchange().getRequestBody());
        if (file.isEmpty()) return sorry(422, texts, "upload.none");
        try {
            var upload = shop.keep(file.get(), LocalApi.MAX_FILE);
            return Answer.seeOther("/machines/" + bench.get().key() + "/files/" + upload.file());
        } catch (FileCache.NotFetched e) {
            return sorry(e.reason().equals("disk-full") ? 507 : 413, texts, "reason." + e.reason());
        }
    }

    private Answer check(LocalHandler.Request request, Texts texts) throws IOException {
        var bench = shop.bench(request.path()[1]);
        var upload = shop.upload(request.path()[3]);
        if (bench.isEmpty()) return notFound(texts);
        if (upload.isEmpty()) return sorry(404, texts, "upload.gone");
        var checked = shop.check(upload.get(), bench.get());
        return Answer.html(200, new CheckPage(shop, texts, bench.get(), upload.get(), checked).whole());
    }

    private Answer start(LocalHandler.Request request, Texts texts) throws IOException {
        var bench = shop.bench(request.path()[1]);
        var upload = shop.upload(request.path()[3]);
        if (bench.isEmpty()) return notFound(texts);
        if (upload.isEmpty()) return sorry(404, texts, "upload.gone");
        if (!Optional.of("yes").equals(Optional.ofNullable(request.form().get("clear"))))
            return Answer.seeOther(
                    "/machines/" + bench.get().key() + "/files/" + upload.get().file());
        shop.start(upload.get(), bench.get());
        return Answer.seeOther("/");
    }

    private Answer notFound(Texts texts) {
        return sorry(404, texts, "page.nothing");
    }

    private Answer sorry(int status, Texts texts, String key) {
        return Answer.html(
                status,
                Frame.around(
                        shop,
                        texts,
                        texts.of("page.sorry"),
                        new Html()
                                .add(
                                        "<h1>%s</h1><p>%s</p><p><a href=\"/\">%s</a></p>",
                                        texts.of("page.sorry"), texts.of(key), texts.of("page.back"))));
    }

    /** The lower-case word of an enum's value, as the texts name it. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
