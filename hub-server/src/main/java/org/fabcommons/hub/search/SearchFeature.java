// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import org.fabcommons.hub.design.DesignModels;
import org.fabcommons.hub.design.Designs;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.evidence.Makes;
import org.fabcommons.hub.group.Owners;
import org.fabcommons.hub.machine.Machines;
import org.fabcommons.hub.person.AccountPanel;
import org.fabcommons.hub.release.Feeds;
import org.fabcommons.hub.web.HubContext;

/** Wires this package and gives its public face. */
public final class SearchFeature {
    private SearchFeature() {}

    /** What it needs of earlier features. */
    public record Needs(
            Designs designs,
            Publishing publishing,
            DesignModels models,
            Machines machines,
            Makes makes,
            Feeds feeds,
            Owners owners) {}

    public static Cards install(HubContext hub, Needs needs, List<AccountPanel> accountPanels) {
        var index = new SearchIndex(hub.database(), needs.designs(), new EntryReader(needs.designs(), needs.models()));
        needs.publishing().listen(index);
        index.begin();
        var live = new LiveIndex(hub.database());
        live.load();
        hub.every(SearchIndex.interval(), "the index of search", () -> {
            while (index.catchUp()) live.tend();
            live.tend();
        });
        var search = new Search(hub, needs.designs(), live);
        var cards = new Cards(hub.database(), search, needs.makes(), needs.owners());
        var saved = new SavedSearches(hub);
        var suggestions = new Suggestions(hub.database(), search);
        hub.register(new SearchResource(search, cards, new Filters(needs.machines()), saved));
        hub.register(new SearchApi(search));
        hub.register(new SuggestionsApi(suggestions));
        hub.register(new SearchFeedResource(search, needs.feeds()));
        hub.register(new SavedSearchResource(saved));
        hub.register(new SavedSearchApi(saved));
        accountPanels.add(new SavedSearchPanel(saved));
        return cards;
    }
}
