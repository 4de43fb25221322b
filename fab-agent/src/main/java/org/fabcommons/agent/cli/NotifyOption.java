// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fabcommons.agent.notify.ChannelSettings;
import org.fabcommons.agent.notify.Notification;

/**
 * A channel for notifications as it stands in {@code agent.yaml}; what is left out has the default that the
 * documentation names.
 *
 * @param on which kinds; the usual ones where nothing is said
 */
record NotifyOption(
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty("url") Optional<String> url,
        @JsonProperty("command") List<String> command,
        @JsonProperty("format") Optional<String> format,
        @JsonProperty("headers") Map<String, String> headers,
        @JsonProperty("on") List<String> on,
        @JsonProperty("language") Optional<String> language,
        @JsonProperty("timeoutS") Optional<Integer> timeoutS,
        @JsonProperty("tries") Optional<Integer> tries,
        @JsonProperty("perHour") Optional<Integer> perHour,
        @JsonProperty("link") Optional<String> link,
        @JsonProperty("picture") Optional<Boolean> picture) {
    NotifyOption {
        command = command == null ? List.of() : List.copyOf(command);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        on = on == null ? List.of() : List.copyOf(on);
    }

    /** @throws IllegalArgumentException naming the channel and what is wrong with it */
    ChannelSettings settings() {
        try {
            return new ChannelSettings(
                    name,
                    url.map(NotifyOption::address),
                    command,
                    format.map(NotifyOption::form).orElse(ChannelSettings.Format.TEXT),
                    headers,
                    kinds(),
                    language.map(NotifyOption::tongue).orElse(Locale.ENGLISH),
                    timeoutS.map(Duration::ofSeconds).orElse(ChannelSettings.TIMEOUT),
                    tries.orElse(ChannelSettings.TRIES),
                    perHour.orElse(ChannelSettings.PER_HOUR),
                    link.map(NotifyOption::address),
                    // A program is in the house; out of it pictures go only where somebody says so.
                    picture.orElse(!command.isEmpty()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("notifications, " + name + ": " + e.getMessage() + ".", e);
        }
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // The address itself may be secret.
            throw new IllegalArgumentException(
                    "url or link is no address, which reads like https://ntfy.example.org/my-topic", e);
        }
    }

    private static ChannelSettings.Format form(String word) {
        return switch (word) {
            case "text" -> ChannelSettings.Format.TEXT;
            case "json" -> ChannelSettings.Format.JSON;
            default -> throw new IllegalArgumentException("format is text or json, not " + word);
        };
    }

    private static Locale tongue(String word) {
        if (!List.of("en", "fr").contains(word))
            throw new IllegalArgumentException("language is en or fr, not " + word);
        return Locale.forLanguageTag(word);
    }

    private Set<Notification.Kind> kinds() {
        if (on.isEmpty()) return ChannelSettings.USUAL;
        var kinds = EnumSet.noneOf(Notification.Kind.class);
        for (var word : on)
            kinds.add(Arrays.stream(Notification.Kind.values())
                    .filter(kind ->
                            kind != Notification.Kind.TEST && kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("on knows "
                            + Arrays.stream(Notification.Kind.values())
                                    .filter(kind -> kind != Notification.Kind.TEST)
                                    .map(Notification.Kind::word)
                                    .collect(Collectors.joining(", "))
                            + ", not " + word)));
        return kinds;
    }
}
