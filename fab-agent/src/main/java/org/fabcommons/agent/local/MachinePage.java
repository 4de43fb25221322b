// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A page about one machine, at {@code /machines/<machine>/<segment>} and below. It stands in the machine's menu under
 * the text {@code machinePage.<segment>}; {@link LocalPages} lists all of them.
 */
interface MachinePage {
    /** Its part of the address. */
    String segment();

    /** Whether this machine has it; what it has not is not in the menu. */
    default boolean suits(Shop.Bench bench) {
        return true;
    }

    /** Answers what is asked of this page's address or below it. */
    Answer answer(Visit visit) throws IOException;

    /** What it shows on the machine's own page, renewed every second; by default nothing. */
    default Optional<Html> glance(Shop.Bench bench, Texts texts) {
        return Optional.empty();
    }

    /** Answers the API at {@code /api/v1/machines/<machine>/<segment>} and below; empty where there is nothing. */
    default Optional<Answer> api(Visit visit) throws IOException {
        return Optional.empty();
    }

    /**
     * Somebody at the page.
     *
     * @param below the address's segments behind the page's own
     */
    record Visit(LocalHandler.Request request, Shop.Bench bench, String[] below, MachineFrame frame, String segment) {
        Texts texts() {
            return request.texts();
        }

        /** Whether this is asked, {@code *} standing for any segment. */
        boolean is(String method, String... wanted) {
            if (!request.method().equals(method) || below.length != wanted.length) return false;
            return Arrays.equals(
                    below,
                    wanted,
                    (here, there) -> there.equals("*") || here.equals(there) ? 0 : here.compareTo(there));
        }

        /** The page, with these scripts of {@code /assets}. */
        Answer page(Html main, String... scripts) {
            return Answer.html(200, frame.around(bench, request.texts(), segment, main, scripts));
        }

        /** Back to the page itself. */
        /** @param levelled the file that was made, which the page then names */
        Answer again(String levelled) {
            return Answer.seeOther("/machines/" + bench.key() + "/" + segment + "?levelled="
                    + URLEncoder.encode(levelled, StandardCharsets.UTF_8) + "#c-maps");
        }

        Answer again() {
            return Answer.seeOther("/machines/" + bench.key() + "/" + segment);
        }
    }
}
