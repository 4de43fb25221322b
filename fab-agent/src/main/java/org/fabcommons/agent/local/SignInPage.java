// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Optional;

/** Asks for the password, where other computers reach the page. */
final class SignInPage {
    private SignInPage() {}

    /** @param refused why the last try did not let them in */
    static String of(Shop shop, Texts texts, Optional<String> refused) {
        var html = new Html()
                .add(
                        "<h1>%s</h1><p>%s</p>",
                        texts.of("signIn.title"),
                        texts.of("signIn.why", shop.agent().name()));
        refused.ifPresent(why -> html.add("<p class=\"notice bad\" role=\"alert\">%s</p>", why));
        html.add(
                """
                <form method="post" action="/sign-in" class="card narrow">
                <label for="password">%s</label>
                <input type="password" id="password" name="password" autocomplete="current-password" required autofocus>
                <button class="primary">%s</button></form>
                """,
                texts.of("signIn.password"), texts.of("signIn.go"));
        return Frame.outside(shop, texts, texts.of("signIn.title"), html);
    }
}
