// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What slicers call, below {@code /slicer/<machine>} or, where the agent has one machine, at the root: the calls of
 * OctoPrint that PrusaSlicer, OrcaSlicer and Cura make, and the uploads of PrusaLink and Moonraker. A slicer shows the
 * text of a refusal to its user, so refusals are plain sentences.
 */
final class SlicerCalls {
    private final Shop shop;
    private final AppKeys keys;
    private final OctoPrintCalls octoPrint;
    private final MoonrakerCalls moonraker;
    private final PrusaLinkCalls prusaLink;

    SlicerCalls(Shop shop, AppKeys keys) {
        this.shop = shop;
        this.keys = keys;
        this.octoPrint = new OctoPrintCalls(shop);
        this.moonraker = new MoonrakerCalls(shop);
        this.prusaLink = new PrusaLinkCalls(shop);
    }

    /**
     * A call, with the machine that it is about.
     *
     * @param path behind the machine's address
     */
    record Call(LocalHandler.Request request, Shop.Bench bench, String[] path) {
        boolean is(String method, String... segments) {
            if (!request.method().equals(method) || path.length != segments.length) return false;
            for (int i = 0; i < path.length; i++)
                if (!segments[i].equals("*") && !segments[i].equals(path[i])) return false;
            return true;
        }

        boolean starts(String method, String... segments) {
            return request.method().equals(method)
                    && path.length > segments.length
                    && Arrays.equals(path, 0, segments.length, segments, 0, segments.length);
        }

        /** What stands behind this many segments. */
        String rest(int from) {
            return String.join("/", List.of(path).subList(from, path.length));
        }
    }

    /** Whether this address is a slicer's business. */
    static boolean meant(String[] path) {
        if (path.length == 0) return false;
        return switch (path[0]) {
            case "slicer", "plugin", "server" -> true;
            case "api" -> path.length > 1 && !path[1].equals("v1") && !path[1].equals("openapi.json");
            default -> false;
        };
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        var path = request.path();
        boolean named = path[0].equals("slicer");
        var bench = named ? shop.bench(path.length > 1 ? path[1] : "") : only();
        if (bench.isEmpty())
            return refused(
                    404,
                    "This agent has several machines or none. Give the slicer the address that the agent's page shows"
                            + " beside the machine: http://…/slicer/<machine>.");
        var call = new Call(request, bench.get(), named ? Arrays.copyOfRange(path, 2, path.length) : path);
        if (call.starts("GET", "plugin", "appkeys") || call.starts("POST", "plugin", "appkeys"))
            return keys.answer(call);
        var key = Optional.of(request.header("X-Api-Key"))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.of(request.header("Authorization"))
                        .filter(value -> value.startsWith("Bearer "))
                        .map(value -> value.substring(7).strip()));
        if (key.isPresent() && !shop.shelf().knows(key.get()))
            return refused(403, "The agent does not know this API key. Make a new one on its page, under Slicers.");
        if (key.isEmpty() && !request.trusted())
            return refused(
                    401, "An API key is needed from another computer. Make one on the agent's page, under Slicers.");
        try {
            return octoPrint
                    .answer(call)
                    .or(() -> moonraker.answer(call))
                    .or(() -> prusaLink.answer(call))
                    .orElse(refused(404, "The agent does not offer this call."));
        } catch (Refused refused) {
            return refused(refused.status, refused.getMessage());
        }
    }

    private Optional<Shop.Bench> only() {
        var benches = shop.benches();
        return benches.size() == 1 ? Optional.of(benches.get(0)) : Optional.empty();
    }

    /** A refusal that goes back to the slicer's user. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    static Answer refused(int status, String message) {
        return Answer.json(status, Map.of("error", message));
    }
}
