// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.fabcommons.agent.job.FileSource;
import org.fabcommons.link.BedSeen;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.LocalJob;
import org.fabcommons.link.Message;
import org.fabcommons.link.Receipt;
import org.fabcommons.link.Telemetry;

/** The requests that a paired agent makes. */
final class HubClient implements FileSource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A toolpath of some hundred megabytes over a slow line; the answer comes when all of it is there. */
    private static final Duration UPLOAD_PATIENCE = Duration.ofHours(2);
    /** Bytes; why a request is refused has some hundred. */
    private static final int MOST_PROBLEM = 16 << 10;

    private final HttpClient http;
    private final Credentials credentials;
    private final Duration patience;

    HubClient(HttpClient http, Credentials credentials) {
        this(http, credentials, PATIENCE);
    }

    /** @param patience until a short answer is there, or the next part of a long one */
    HubClient(HttpClient http, Credentials credentials, Duration patience) {
        this.http = http;
        this.credentials = credentials;
        this.patience = patience;
    }

    static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Hands messages over; what the receipt does not name must be handed over again. */
    Receipt post(List<? extends Message> messages) throws IOException {
        var body = LinkJson.mapper()
                .writerFor(LinkJson.mapper()
                        .getTypeFactory()
                        .constructMapType(
                                Map.class,
                                LinkJson.mapper().constructType(String.class),
                                LinkJson.mapper().getTypeFactory().constructCollectionType(List.class, Message.class)))
                .writeValueAsBytes(Map.of("messages", messages));
        try (var answer = send(json("/agent/v1/messages", body), "messages")) {
            return LinkJson.mapper().readValue(answer, Receipt.class);
        }
    }

    void post(Telemetry telemetry) throws IOException {
        send(json("/agent/v1/telemetry", LinkJson.mapper().writeValueAsBytes(telemetry)), "telemetry")
                .close();
    }

    /**
     * Shows the hub a picture of a job.
     *
     * @param moment {@code live}, {@code start}, {@code pause} or {@code end}
     * @return whether somebody looks at the job there
     */
    boolean picture(String job, String moment, long atMillis, Optional<String> notice, byte[] jpeg) throws IOException {
        var path = "/agent/v1/jobs/" + job + "/pictures?moment=" + moment + "&at=" + atMillis
                + notice.map(word -> "&notice=" + word).orElse("");
        var request = request(path)
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(jpeg))
                .build();
        try (var answer = send(request, "a picture")) {
            return LinkJson.mapper().readTree(answer).path("watched").asBoolean();
        }
    }

    /** What waits for this machine, and may start once a camera sees it clear. */
    BedSeen.Next next(String machine) throws IOException {
        var path = "/agent/v1/bed?machine=" + URLEncoder.encode(machine, StandardCharsets.UTF_8);
        try (var answer = send(request(path).GET().build(), "what waits")) {
            return LinkJson.mapper().readValue(answer, BedSeen.Next.class);
        }
    }

    /** Tells what a camera sees of a machine. */
    BedSeen.Answer seen(BedSeen seen) throws IOException {
        var body = LinkJson.mapper().writeValueAsBytes(seen);
        try (var answer = send(json("/agent/v1/bed", body), "what a camera sees")) {
            return LinkJson.mapper().readValue(answer, BedSeen.Answer.class);
        }
    }

    /**
     * Where a job that ran here alone stands at the hub.
     *
     * @param page where a person says what becomes public
     * @param needsFile whether the toolpath is still to come
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SharedThere(
            @JsonProperty("id") String id,
            @JsonProperty("page") String page,
            @JsonProperty("needsFile") boolean needsFile,
            @JsonProperty("published") boolean published) {}

    /** Tells of a job that ran here alone; told again, it is the same one. */
    SharedThere share(LocalJob job) throws IOException {
        var body = LinkJson.mapper().writeValueAsBytes(job);
        try (var answer = send(json("/agent/v1/shared-jobs", body), "a job to share")) {
            return LinkJson.mapper().readValue(answer, SharedThere.class);
        }
    }

    /** @param told how much of it is on its way, 0 to 1 */
    void shareFile(String id, Path file, DoubleConsumer told) throws IOException {
        long size = Math.max(1, Files.size(file));
        var body = BodyPublishers.ofInputStream(() -> {
            try {
                return new Watched(Files.newInputStream(file), bytes -> told.accept((double) bytes / size));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        send(
                        request("/agent/v1/shared-jobs/" + id + "/file")
                                .timeout(UPLOAD_PATIENCE)
                                .header("Content-Type", "application/octet-stream")
                                .PUT(body)
                                .build(),
                        "a toolpath")
                .close();
    }

    /** Brings the film of a job that is over. */
    void film(String job, Path file) throws IOException {
        send(
                        request("/agent/v1/jobs/" + job + "/time-lapse")
                                .timeout(UPLOAD_PATIENCE)
                                .header("Content-Type", "application/octet-stream")
                                .PUT(BodyPublishers.ofFile(file))
                                .build(),
                        "a time-lapse")
                .close();
    }

    void sharePicture(String id, String moment, long atMillis, byte[] jpeg) throws IOException {
        var path = "/agent/v1/shared-jobs/" + id + "/pictures?moment=" + moment + "&at=" + atMillis;
        send(
                        request(path)
                                .header("Content-Type", "image/jpeg")
                                .POST(BodyPublishers.ofByteArray(jpeg))
                                .build(),
                        "a picture")
                .close();
    }

    /** Tells how many bytes have been read. */
    private static final class Watched extends FilterInputStream {
        private final LongConsumer told;
        private long bytes;

        Watched(InputStream in, LongConsumer told) {
            super(in);
            this.told = told;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) told.accept(++bytes);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            if (count > 0) told.accept(bytes += count);
            return count;
        }
    }

    /** The open stream of commands, after the one with this id. */
    InputStream commands(Optional<String> lastId) throws IOException {
        var request = request("/agent/v1/commands").header("Accept", "text/event-stream");
        lastId.ifPresent(id -> request.header("Last-Event-ID", id));
        return exchange(request.GET().build(), "the stream of commands").body();
    }

    @Override
    public Part open(String sha256, long fromByte) throws IOException {
        var request = request("/agent/v1/files/" + sha256).GET();
        if (fromByte > 0) request.header("Range", "bytes=" + fromByte + "-");
        var answer = exchange(request.build(), "a file");
        return new Part(new Flowing(answer.body(), patience), answer.statusCode() == 206 ? fromByte : 0);
    }

    private HttpRequest json(String path, byte[] body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    // The time limit is for the head of the answer; a file may take as long as it flows, a stream of commands is
    // watched.
    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(resolve(credentials.hub(), path))
                .timeout(patience)
                .header("Authorization", "Bearer " + credentials.token());
    }

    private InputStream send(HttpRequest request, String what) throws IOException {
        var answer = shortly(http, request);
        if (answer.statusCode() / 100 == 2) return new ByteArrayInputStream(answer.body());
        throw new HubRefusal(answer, answer.body(), what);
    }

    /**
     * A short answer, all of it: a hub that stands still in the middle keeps nobody waiting.
     *
     * @param request with the time it may take
     */
    static HttpResponse<byte[]> shortly(HttpClient http, HttpRequest request) throws IOException {
        var sending = http.sendAsync(request, head -> new ShortAnswer());
        try {
            return sending.get(request.timeout().orElse(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            sending.cancel(true);
            var slow = new HttpTimeoutException("the hub did not answer in time");
            slow.initCause(late);
            throw slow;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        } catch (InterruptedException e) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request, String what) throws IOException {
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() / 100 == 2) return answer;
            try (var body = new Flowing(answer.body(), patience)) {
                throw new HubRefusal(answer, body.readNBytes(MOST_PROBLEM), what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** An address of the hub, which may itself live below a path. */
    static URI resolve(URI hub, String path) {
        var base = hub.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
