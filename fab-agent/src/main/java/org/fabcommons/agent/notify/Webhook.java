// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.fabcommons.link.Detail;
import org.fabcommons.link.LinkJson;

/**
 * Posts each notification to an address: as text with title, urgency and a sign in headers, or as JSON. A picture is the
 * body of a PUT, and the text in a header too; in JSON it is base64. Source for the headers: ntfy, "Publishing"; others
 * pass over them.
 */
final class Webhook implements Channel {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    /** Title in a header, so long that a phone shows all of it. */
    private static final int MOST_TITLE = 120;
    /** Beside a picture the sentence is a header too; what servers take of those is about 8 KB in all. */
    private static final int MOST_MESSAGE = 1000;
    /** How servers refuse a picture, but not what it is about. Source: ntfy, server/errors.go (40014, 41301). */
    private static final Set<Integer> NO_PICTURES = Set.of(400, 411, 413, 415, 422);

    private final ChannelSettings settings;
    private final URI url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // Headers with tokens go where they were meant to go, and nowhere else.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Webhook(ChannelSettings settings) {
        this.settings = settings;
        url = settings.url().orElseThrow();
    }

    @Override
    public void send(Message message) throws NotDelivered, InterruptedException {
        var picture = settings.picture() ? message.sight().jpeg() : Optional.<byte[]>empty();
        var answer = post(message, picture);
        // The sentence arrives also where a server takes no pictures, or none so large.
        if (picture.isPresent() && NO_PICTURES.contains(answer.statusCode())) answer = post(message, Optional.empty());
        judge(answer);
    }

    private HttpResponse<Void> post(Message message, Optional<byte[]> picture)
            throws NotDelivered, InterruptedException {
        var request = HttpRequest.newBuilder(url).timeout(settings.timeout());
        if (settings.format() == ChannelSettings.Format.JSON)
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(json(message, picture)));
        else text(message, picture, request);
        settings.headers().forEach(request::setHeader);
        // The client's own limit ends with the headers of the answer; a body may come for ever.
        var sending = http.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return sending.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sending.cancel(true);
            throw NotDelivered.yet(
                    Detail.of("no-answer-within", settings.timeout().toSeconds()));
        } catch (ExecutionException | CompletionException e) {
            throw NotDelivered.yet(why(e.getCause()));
        }
    }

    private Detail why(Throwable fault) {
        if (fault instanceof HttpTimeoutException)
            return Detail.of("no-answer-within", settings.timeout().toSeconds());
        if (fault instanceof ConnectException) return Detail.of("server-unreached");
        if (fault instanceof SSLException) return Detail.of("certificate");
        return Detail.of("connection-broke");
    }

    private static void judge(HttpResponse<Void> answer) throws NotDelivered {
        int status = answer.statusCode();
        if (status / 100 == 2) return;
        var why = Detail.of("server-answers", status);
        if (status == 429 || status == 503) {
            var wait = answer.headers().firstValue("Retry-After").filter(value -> value.matches("\\d{1,5}"));
            var given = wait.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(Duration.ZERO);
            throw NotDelivered.yet(why, given.compareTo(LONGEST_WAIT) < 0 ? given : LONGEST_WAIT);
        }
        if (status >= 500 || status == 408 || status == 425) throw NotDelivered.yet(why);
        throw NotDelivered.ever(why);
    }

    private static void text(Message message, Optional<byte[]> picture, HttpRequest.Builder request) {
        var kind = message.notification().kind();
        request.header("Title", encoded(message.title(), MOST_TITLE))
                .header("Priority", kind.urgent() ? "4" : "3")
                .header("Tags", sign(kind));
        if (picture.isPresent())
            request.header("Content-Type", "image/jpeg")
                    .header("Filename", "picture.jpg")
                    .header("Message", encoded(message.text(), MOST_MESSAGE))
                    .PUT(BodyPublishers.ofByteArray(picture.get()));
        else
            request.header("Content-Type", "text/plain; charset=utf-8")
                    .POST(BodyPublishers.ofString(message.text(), StandardCharsets.UTF_8));
        message.link().ifPresent(link -> request.header("Click", link.toASCIIString()));
    }

    private static String sign(Notification.Kind kind) {
        return switch (kind) {
            case FINISHED -> "white_check_mark";
            case FAILED -> "x";
            case CANCELLED -> "no_entry_sign";
            case ASKS -> "raising_hand";
            case FILAMENT -> "thread";
            case MACHINE -> "warning";
            case CAMERA -> "camera";
            case TEST -> "bell";
        };
    }

    /** A header is ASCII; other letters are written as RFC 2047 says. */
    private static String encoded(String text, int most) {
        var plain = text.length() <= most ? text : text.substring(0, most - 1) + "…";
        return plain.chars().allMatch(letter -> letter >= 0x20 && letter < 0x7f)
                ? plain
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static byte[] json(Message message, Optional<byte[]> picture) {
        var what = message.notification();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", what.kind().word());
        all.put("title", message.title());
        all.put("text", message.text());
        all.put("at", what.at().toString());
        all.put("agent", message.agent());
        what.machine().ifPresent(key -> {
            all.put("machine", key);
            all.put("machineName", message.machineName());
        });
        what.job().ifPresent(job -> all.put("job", job));
        what.file().ifPresent(file -> all.put("file", file));
        if (!what.code().isEmpty()) all.put("code", what.code());
        message.link().ifPresent(link -> all.put("link", link.toString()));
        picture.ifPresent(jpeg -> all.put("picture", Base64.getEncoder().encodeToString(jpeg)));
        try {
            return LinkJson.mapper().writeValueAsBytes(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
