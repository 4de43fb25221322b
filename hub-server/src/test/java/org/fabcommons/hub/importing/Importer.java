// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fabcommons.hub.Hub;

/** Imports as somebody. */
public record Importer(Hub.Client who) {
    static final String OKH =
            """
            okhv = "2.4"
            name = "Reading lamp"
            repo = "https://example.org/lamp"
            version = "1"
            license = "CERN-OHL-S-2.0"
            licensor = "Ada"
            function = "Lights a page."
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A zip of these texts, in their order; an odd number of words lacks its last text. */
    public static byte[] zip(String... pathsAndTexts) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i + 1 < pathsAndTexts.length; i += 2)
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Sends an archive by the form and waits for its end. */
    public JsonNode archive(String name, byte[] archive) {
        return sent(Map.of(name, archive), "");
    }

    /** Sends a folder by the form and waits for its end. */
    public JsonNode folder(Map<String, byte[]> files) {
        return sent(files, "--bound\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nfolder\r\n");
    }

    private JsonNode sent(Map<String, byte[]> files, String first) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(first.getBytes(StandardCharsets.UTF_8));
        files.forEach((name, content) -> {
            var head = "--bound\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n";
            body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(content);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes("--bound--\r\n".getBytes(StandardCharsets.UTF_8));
        var begun = who.raw(
                "POST",
                "/imports",
                "multipart/form-data; boundary=bound",
                body.toByteArray(),
                "Accept",
                "application/json");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return ended(begun.json().path("url").asText().replaceAll(".*/", ""));
    }

    public JsonNode git(String url) {
        var begun = who.post("/api/v1/imports", Map.of("url", url));
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        return ended(begun.json().path("id").asText());
    }

    public JsonNode ended(String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> who.get("/api/v1/imports/" + id).json(),
                        now -> !now.path("state").asText().matches("waiting|running|publishing"));
    }

    /** Publishes it, waits for the end of that, and gives the address of the design, as owner/name. */
    public String published(JsonNode ready, Map<String, Object> said) {
        var begun = publish(ready, said);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        var end = ended(ready.path("id").asText());
        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("published");
        return end.path("design").asText();
    }

    /** Asks for it to be published. */
    public Hub.Answer publish(JsonNode ready, Map<String, Object> said) {
        return who.post("/api/v1/imports/" + ready.path("id").asText() + "/publish", said);
    }

    static String fault(JsonNode failed) {
        assertThat(failed.path("state").asText()).as(failed.toString()).isEqualTo("failed");
        return failed.path("faults").toString();
    }

    /** Waits until nothing of an import is on the hub's disk. */
    static void nothingIsLeft(Hub hub) {
        await().atMost(PATIENCE).until(() -> {
            if (!Files.isDirectory(hub.data().resolve("imports"))) return true;
            try (var left = Files.list(hub.data().resolve("imports"))) {
                return left.findAny().isEmpty();
            }
        });
    }

    /** The revisions of a design, newest first. */
    public List<String> revisions(String design) {
        return who.get("/api/v1/designs/" + design + "/revisions")
                .json()
                .path("items")
                .findValuesAsText("revision");
    }
}
