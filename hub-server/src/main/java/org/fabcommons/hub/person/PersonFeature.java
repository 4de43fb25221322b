// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.person;

import java.time.Duration;
import java.util.List;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.RateLimit;

/** Wires this package and gives its public face. */
public final class PersonFeature {
    private PersonFeature() {}

    /**
     * @param panels what later features show on a person's page; may still grow while the hub is being wired
     * @param accountPanels what they show on a person's own account page; the same
     */
    public static People install(HubContext hub, List<PersonPanel> panels, List<AccountPanel> accountPanels) {
        hub.database().mapRecord(Person.class);
        hub.database().mapRecord(PersonAccount.class);
        hub.database().mapRecord(Token.class);
        var people = new People(hub);
        hub.identifiedBy(people);
        var signUps = new RateLimit(hub.clock(), 20, Duration.ofHours(1).toMillis());
        hub.register(new PersonApi(people, signUps, hub.demo()));
        hub.register(new SignInResource(people, signUps, hub));
        hub.register(new AccountResource(people, accountPanels));
        hub.register(new PersonResource(people, panels));
        hub.every(Duration.ofHours(1), "forgetting old sessions", people::sweep);
        return people;
    }
}
