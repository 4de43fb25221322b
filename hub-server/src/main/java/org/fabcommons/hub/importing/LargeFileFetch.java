// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.fabcommons.hub.vault.Blob;
import org.fabcommons.hub.vault.Blobs;
import org.fabcommons.hub.web.Problem;

/** Fetches files of git-lfs from a server elsewhere. Source: git-lfs, docs/api/batch.md and basic-transfers.md. */
final class LargeFileFetch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/vnd.git-lfs+json";
    private static final int AT_ONCE = 100;
    private static final int PATIENCE_MS = 60_000;
    private static final int MAX_ANSWER_BYTES = 4_000_000;

    private final URI batch;
    private final Proxy proxy;
    private final Blobs blobs;
    private final long maxFileBytes;

    LargeFileFetch(URI remote, Proxy proxy, Blobs blobs, long maxFileBytes) {
        var address = remote.toString().replaceAll("/+$", "");
        this.batch = URI.create((address.endsWith(".git") ? address : address + ".git") + "/info/lfs/objects/batch");
        this.proxy = proxy;
        this.blobs = blobs;
        this.maxFileBytes = maxFileBytes;
    }

    /**
     * @param progress hears how many there are
     * @return the SHA-256 of those that came; what the server does not have is not among them
     */
    Set<String> fetch(List<Blob> wanted, LongConsumer progress) throws IOException {
        Set<String> came = new HashSet<>();
        for (int i = 0; i < wanted.size(); i += AT_ONCE) {
            var some = wanted.subList(i, Math.min(wanted.size(), i + AT_ONCE));
            Map<String, Blob> known = new HashMap<>();
            some.forEach(blob -> known.put(blob.sha256(), blob));
            for (var object : ask(some).path("objects")) {
                var blob = known.get(object.path("oid").asText());
                var action = object.path("actions").path("download");
                if (blob == null || !action.has("href")) continue;
                if (blob.sizeBytes() > maxFileBytes)
                    throw Problem.of(Problem.Kind.TOO_LARGE, "file-too-large", maxFileBytes / 1_000_000);
                download(action, blob);
                came.add(blob.sha256());
                progress.accept(came.size());
            }
        }
        return came;
    }

    private JsonNode ask(List<Blob> some) throws IOException {
        var body = JSON.createObjectNode().put("operation", "download").put("hash_algo", "sha256");
        body.putArray("transfers").add("basic");
        var objects = body.putArray("objects");
        for (var blob : some) objects.addObject().put("oid", blob.sha256()).put("size", blob.sizeBytes());
        var connection = open(batch);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", TYPE);
        connection.setRequestProperty("Accept", TYPE);
        try (var out = connection.getOutputStream()) {
            out.write(JSON.writeValueAsBytes(body));
        }
        // A server without git-lfs; that files are missing is told by their names.
        if (connection.getResponseCode() != 200) return JSON.createObjectNode();
        try (var in = connection.getInputStream()) {
            return JSON.readTree(in.readNBytes(MAX_ANSWER_BYTES));
        }
    }

    private void download(JsonNode action, Blob blob) throws IOException {
        URI address;
        try {
            address = batch.resolve(action.path("href").asText());
        } catch (IllegalArgumentException odd) {
            throw Problem.badRequest("import-lfs", blob.sha256());
        }
        var connection = open(address);
        action.path("header")
                .properties()
                .forEach(header -> connection.setRequestProperty(
                        header.getKey(), header.getValue().asText()));
        if (connection.getResponseCode() != 200) throw Problem.badRequest("import-lfs", blob.sha256());
        try (InputStream in = connection.getInputStream()) {
            var kept = blobs.put(in, maxFileBytes);
            if (!kept.equals(blob)) throw Problem.badRequest("import-lfs", blob.sha256());
        }
    }

    private HttpURLConnection open(URI address) throws IOException {
        if (!Set.of("http", "https")
                .contains(String.valueOf(address.getScheme()).toLowerCase(java.util.Locale.ROOT)))
            throw Problem.invalid("url", "import-url");
        if (!(address.toURL().openConnection(proxy) instanceof HttpURLConnection connection))
            throw Problem.invalid("url", "import-url");
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        return connection;
    }
}
