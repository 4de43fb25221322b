// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.agent.local.NewChannels;
import org.fabcommons.agent.local.NotAdded;
import org.fabcommons.agent.notify.ChannelSettings;

/** Where notifications go: what settings say, and what people add on the agent's page. */
final class AddingChannels implements NewChannels {
    private static final int MOST = 10;

    private final List<NotifyOption> given;
    private final AddedOnPage<NotifyOption> added;

    /** @param given what stands in the settings, which goes before what was added */
    AddingChannels(List<NotifyOption> given, AddedOnPage<NotifyOption> added) {
        this.given = given;
        this.added = added;
    }

    List<ChannelSettings> all() {
        var names = given.stream().map(NotifyOption::name).toList();
        return Stream.concat(given.stream(), added.all().stream().filter(channel -> !names.contains(channel.name())))
                .map(NotifyOption::settings)
                .toList();
    }

    @Override
    public List<String> added() {
        var names = given.stream().map(NotifyOption::name).toList();
        return added.all().stream()
                .map(NotifyOption::name)
                .filter(name -> !names.contains(name))
                .toList();
    }

    @Override
    public synchronized ChannelSettings add(Wanted wanted) throws NotAdded {
        var kept = new ArrayList<>(added.all());
        if (kept.size() >= MOST
                || Stream.concat(given.stream(), kept.stream())
                        .anyMatch(channel -> channel.name().equals(wanted.name()))) throw new NotAdded("nameUsed");
        if (!wanted.name().matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}")) throw new NotAdded("name-wrong");
        var channel = new NotifyOption(
                wanted.name(),
                Optional.of(wanted.url()),
                List.of(),
                Optional.of(wanted.format() == ChannelSettings.Format.JSON ? "json" : "text"),
                Map.of(),
                List.of(),
                Optional.of(wanted.language().getLanguage()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                wanted.link().map(URI::toString),
                wanted.picture() ? Optional.of(true) : Optional.empty());
        try {
            var settings = channel.settings();
            kept.add(channel);
            added.keep(kept);
            return settings;
        } catch (IllegalArgumentException e) {
            throw new NotAdded("url-wrong");
        }
    }

    @Override
    public synchronized void remove(String name) throws NotAdded {
        var kept = new ArrayList<>(added.all());
        if (!kept.removeIf(channel -> channel.name().equals(name))) throw new NotAdded("notHere");
        added.keep(kept);
    }
}
