// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fabcommons.agent.job.ProgramKeys;

/**
 * What slicers call, below {@code /slicer/<machine>} or, where the agent has one machine, at the root: the calls of
 * OctoPrint that PrusaSlicer, OrcaSlicer and Cura make, and the uploads of PrusaLink and Moonraker. A slicer shows the
 * text of a refusal to its user, so refusals are plain sentences.
 */
final class SlicerCalls {
    /** A slicer shows what is refused in a small window. */
    private static final int MOST_NAMED = 8;

    private final Shop shop;
    private final AppKeys keys;
    private final SlicerEntrance entrance;
    private final OctoPrintCalls octoPrint;
    private final MoonrakerCalls moonraker;
    private final PrusaLinkCalls prusaLink;

    SlicerCalls(Shop shop, AppKeys keys, CameraPass pass) {
        this.shop = shop;
        this.keys = keys;
        this.entrance = new SlicerEntrance(shop.shelf().programs(), shop.steady());
        this.octoPrint = new OctoPrintCalls(shop, pass);
        this.moonraker = new MoonrakerCalls(shop);
        this.prusaLink = new PrusaLinkCalls(shop);
    }

    /**
     * A call, with the machine that it is about.
     *
     * @param path behind the machine's address
     * @param program that has shown a key
     */
    record Call(LocalHandler.Request request, Shop.Bench bench, String[] path, Optional<ProgramKeys.Program> program) {
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
            case "api" ->
                path.length > 1
                        && (path[1].equals("v1") ? PrusaLinkCalls.meant(path) : !path[1].equals("openapi.json"));
            default -> false;
        };
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        try {
            return answer(request, entrance.program(request));
        } catch (Refused refused) {
            return refused(request, refused.status, refused.getMessage());
        }
    }

    /** @param program that has shown a key */
    private Answer answer(LocalHandler.Request request, Optional<ProgramKeys.Program> program) throws IOException {
        var path = request.path();
        boolean named = path[0].equals("slicer");
        var own = program.flatMap(ProgramKeys.Program::machine);
        var bench = named
                ? shop.bench(path.length > 1 ? path[1] : "")
                : own.map(shop::bench).orElseGet(this::only);
        if (bench.isEmpty()) throw new Refused(404, which(request, program.isPresent() || request.trusted()));
        // Slicers and their plug-ins open the address itself in a browser, with "Request key" too.
        boolean bare = named && Arrays.stream(path).skip(2).allMatch(String::isEmpty);
        if (bare && request.method().equals("GET"))
            return Answer.seeOther("/machines/" + bench.get().key());
        if (own.isPresent() && !own.get().equals(bench.get().key()))
            throw new Refused(
                    403, "This key is not for " + bench.get().name() + ". Make one for it on the agent's page.");
        var call = new Call(request, bench.get(), named ? Arrays.copyOfRange(path, 2, path.length) : path, program);
        if (call.starts("GET", "plugin", "appkeys") || call.starts("POST", "plugin", "appkeys"))
            return keys.answer(call);
        if (program.isEmpty()) entrance.check(request);
        return octoPrint
                .answer(call)
                .or(() -> moonraker.answer(call))
                .or(() -> prusaLink.answer(call))
                .orElseThrow(() -> new Refused(
                        404,
                        "The agent does not offer this call. In a slicer, choose the host type OctoPrint, PrusaLink or"
                                + " Moonraker."));
    }

    /** @param known whether whoever asks may hear what machines there are */
    private String which(LocalHandler.Request request, boolean known) {
        var benches = shop.benches();
        if (benches.isEmpty()) return "This agent has no machine yet. Add one on its page.";
        var wrong = request.path()[0].equals("slicer")
                ? "There is no machine of that name here. "
                : "This agent has several machines. ";
        if (!known)
            return wrong + "Give the slicer the address that the agent's page shows beside the machine,"
                    + " http://…/slicer/<machine>, or a key that is for that machine.";
        return wrong
                + benches.stream()
                        .limit(MOST_NAMED)
                        .map(bench ->
                                "http://" + request.header("Host") + "/slicer/" + bench.key() + " is " + bench.name())
                        .collect(Collectors.joining(", ", "Enter its address: ", "."));
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

    /**
     * In words. PrusaSlicer and OrcaSlicer show them as they come, and Cura only those that are plain text; who asks for
     * JSON gets what OctoPrint says there.
     */
    static Answer refused(LocalHandler.Request request, int status, String message) {
        return request.header("Accept").contains("json")
                ? Answer.json(status, Map.of("error", message))
                : new Answer(status, "text/plain", message.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
