// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moonraker's probe and upload, as PrusaSlicer's and OrcaSlicer's host type of that name call them. */
final class MoonrakerCalls {
    private final Shop shop;
    private final Incoming incoming;

    MoonrakerCalls(Shop shop) {
        this.shop = shop;
        this.incoming = new Incoming(shop);
    }

    /** Empty where this is no call of Moonraker's. */
    Optional<Answer> answer(SlicerCalls.Call call) {
        if (call.is("GET", "server", "info"))
            return Optional.of(Answer.json(
                    200,
                    Map.of(
                            "result",
                            Map.of(
                                    "klippy_connected",
                                    true,
                                    "klippy_state",
                                    "ready",
                                    "components",
                                    List.of("file_manager"),
                                    "moonraker_version",
                                    "v0.9.0-fabcommons",
                                    "api_version",
                                    List.of(1, 5, 0)))));
        if (call.is("POST", "server", "files", "upload")) return upload(call);
        return Optional.empty();
    }

    private Optional<Answer> upload(SlicerCalls.Call call) {
        var sent = incoming.form(call, "print");
        return Optional.of(Answer.json(
                201,
                Map.of(
                        "item",
                        Map.of(
                                "path", sent.file().name(),
                                "root", "gcodes",
                                "size", sent.file().sizeBytes(),
                                "modified", shop.now().getEpochSecond(),
                                "permissions", "rw"),
                        "print_started",
                        sent.job().isPresent(),
                        "print_queued",
                        sent.wantsPrint() && sent.job().isEmpty(),
                        "action",
                        "create_file")));
    }
}
