// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where notifications go, and which.
 *
 * @param name what people call it
 * @param url to which they are posted; or else
 * @param command the program that is run for each, with its arguments
 * @param format of what is posted
 * @param headers that are sent along, such as a token
 * @param on which kinds
 * @param language in which they are worded
 * @param timeout for one try
 * @param tries how often one is tried
 * @param perHour how many at most go out within an hour
 * @param link the agent's page, as whoever reads this reaches it
 * @param picture whether a picture of the machine goes with it, where a camera looks at that
 */
public record ChannelSettings(
        String name,
        Optional<URI> url,
        List<String> command,
        Format format,
        Map<String, String> headers,
        Set<Notification.Kind> on,
        Locale language,
        Duration timeout,
        int tries,
        int perHour,
        Optional<URI> link,
        boolean picture) {
    public enum Format {
        /** The sentence as it is, title and urgency in headers, as ntfy takes it. */
        TEXT,
        JSON
    }

    /** What is told where nothing else is said: a person who cancels a job knows. */
    public static final Set<Notification.Kind> USUAL = Set.of(
            Notification.Kind.FINISHED,
            Notification.Kind.FAILED,
            Notification.Kind.ASKS,
            Notification.Kind.FILAMENT,
            Notification.Kind.MACHINE,
            Notification.Kind.CAMERA);

    public static final Duration TIMEOUT = Duration.ofSeconds(10);
    public static final int TRIES = 4;
    public static final int PER_HOUR = 30;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");
    /** What the post itself sets, or what would make it another request. */
    private static final Set<String> OURS =
            Set.of("host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade", "expect");

    /** @throws IllegalArgumentException in words, without what may be secret */
    public ChannelSettings {
        command = List.copyOf(command);
        headers = Map.copyOf(headers);
        on = Set.copyOf(on);
        if (!NAME.matcher(name).matches())
            throw new IllegalArgumentException(
                    "a name has 1 to 40 letters, figures, blanks, dots, underscores and hyphens");
        if (url.isPresent() == !command.isEmpty())
            throw new IllegalArgumentException("say either url or command, not both and not neither");
        url.ifPresent(where -> web("url", where));
        link.ifPresent(where -> web("link", where));
        if (!command.isEmpty() && command.get(0).isBlank())
            throw new IllegalArgumentException("the command has no program");
        headers.forEach((header, value) -> {
            if (!HEADER.matcher(header).matches() || OURS.contains(header.toLowerCase(Locale.ROOT)))
                throw new IllegalArgumentException("the header " + header + " cannot be set");
            if (!value.matches("[\\x20-\\x7e]{0,2000}"))
                throw new IllegalArgumentException(
                        "the header " + header + " has characters that a header cannot have");
        });
        between("timeoutS", timeout.toSeconds(), 1, 60);
        between("tries", tries, 1, 10);
        between("perHour", perHour, 1, 1000);
    }

    private static void web(String field, URI where) {
        if (!Set.of("http", "https").contains(String.valueOf(where.getScheme()).toLowerCase(Locale.ROOT))
                || where.getHost() == null)
            throw new IllegalArgumentException(field + " reads like https://ntfy.example.org/my-topic");
        if (where.getUserInfo() != null)
            throw new IllegalArgumentException(field + " must not hold user and password; say them in headers");
    }

    private static void between(String field, long value, int least, int most) {
        if (value < least || value > most)
            throw new IllegalArgumentException(field + " is " + least + " to " + most + ", not " + value);
    }

    /** Where it goes, as people may see it: the address may hold a secret topic. */
    public String shown() {
        return url.map(URI::getHost).orElseGet(() -> command.get(0));
    }
}
