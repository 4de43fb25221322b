// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PrusaLink's list of storages and upload by PUT, as PrusaSlicer's host type of that name calls them. */
final class PrusaLinkCalls {
    private final Shop shop;
    private final Incoming incoming;

    PrusaLinkCalls(Shop shop) {
        this.shop = shop;
        this.incoming = new Incoming(shop);
    }

    /** Empty where this is no call of PrusaLink's. */
    Optional<Answer> answer(SlicerCalls.Call call) {
        if (call.is("GET", "api", "v1", "storage"))
            return Optional.of(Answer.json(
                    200,
                    Map.of(
                            "storage_list",
                            List.of(Map.of(
                                    "path",
                                    "/local",
                                    "name",
                                    "FabCommons agent",
                                    "type",
                                    "LOCAL",
                                    "read_only",
                                    false,
                                    "available",
                                    true,
                                    "free_space",
                                    shop.freeBytes())))));
        if (call.starts("PUT", "api", "v1", "files", "local")) return upload(call);
        return Optional.empty();
    }

    private Optional<Answer> upload(SlicerCalls.Call call) {
        var rest = call.rest(4);
        int last = rest.lastIndexOf('/');
        var name = Incoming.name(rest.substring(0, Math.max(0, last)), rest.substring(last + 1));
        var overwrite = call.request().header("Overwrite").strip();
        if (!overwrite.equals("?1") && shop.shelf().file(name).isPresent())
            throw new SlicerCalls.Refused(409, "A file of this name is here already.");
        try {
            var kept = shop.keep(call.request().upload(shop));
            var print = call.request().header("Print-After-Upload").strip();
            incoming.take(call.bench(), name, kept, !print.isEmpty() && !print.equals("?0"));
        } catch (IOException e) {
            throw Incoming.cut(e);
        }
        return Optional.of(Answer.json(201, Map.of("name", name, "origin", "local")));
    }
}
