// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.store.Id;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.HubContext;
import org.fabcommons.hub.web.Problem;
import org.glassfish.jersey.uri.UriComponent;

/** Searches that people keep under a name. */
final class SavedSearches {
    static final int MOST = 100;
    static final int LONGEST_NAME = 80;

    private final HubContext hub;

    SavedSearches(HubContext hub) {
        this.hub = hub;
    }

    List<SavedSearch> of(Caller.Person person) {
        return hub.database()
                .read(handle -> handle.attach(SavedSearchStore.class).of(person.id()));
    }

    Optional<SavedSearch> find(String person, String parameters) {
        return hub.database()
                .read(handle -> handle.attach(SavedSearchStore.class).find(person, parameters));
    }

    /**
     * Keeps a search; one that is kept already gets the new name.
     *
     * @param name empty for the words themselves
     * @param address the part of the page's address after the question mark
     * @throws Problem INVALID where it asks for nothing or for an order that is unknown, for a name that is too long, or where there are too many
     */
    SavedSearch save(Caller.Person person, String name, String address) {
        var parameters = UriComponent.decodeQuery(address == null ? "" : address.replaceFirst("^[^?]*\\?", ""), true);
        Query.unknownOrder(parameters).ifPresent(order -> {
            throw Problem.invalid("query", "search-order", order, Order.all());
        });
        var query = Query.of(parameters).after(Optional.empty());
        if (query.everything()) throw Problem.invalid("query", "saved-search-empty");
        var given = name == null || name.isBlank() ? words(query) : name.strip();
        if (given.length() > LONGEST_NAME) throw Problem.invalid("name", "saved-search-name", LONGEST_NAME);
        var kept = query.parameters();
        return hub.database().write(handle -> {
            var store = handle.attach(SavedSearchStore.class);
            if (store.find(person.id(), kept).isEmpty() && store.count(person.id()) >= MOST)
                throw Problem.invalid("query", "saved-search-many", MOST);
            store.put(Id.random(), person.id(), given, kept, hub.clock().millis());
            return store.find(person.id(), kept).orElseThrow();
        });
    }

    /** @throws Problem NOT_FOUND */
    SavedSearch remove(Caller.Person person, String id) {
        return hub.database().write(handle -> {
            var store = handle.attach(SavedSearchStore.class);
            var known = store.byId(person.id(), id).orElseThrow(Problem::notFound);
            store.drop(person.id(), id);
            return known;
        });
    }

    /** @throws Problem NOT_FOUND, INVALID */
    SavedSearch rename(Caller.Person person, String id, String name) {
        if (name == null || name.isBlank()) throw Problem.invalid("name", "saved-search-name", LONGEST_NAME);
        var known = hub.database()
                .<Optional<SavedSearch>, RuntimeException>read(
                        handle -> handle.attach(SavedSearchStore.class).byId(person.id(), id))
                .orElseThrow(Problem::notFound);
        return save(person, name, known.query());
    }

    /** What it is called where nobody says: its words and values. */
    private static String words(Query query) {
        var name = new StringBuilder(query.text());
        for (var facet : Facet.values())
            for (var value : query.values(facet))
                name.append(name.length() == 0 ? "" : ", ").append(facet.flag() ? facet.wire() : value);
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
