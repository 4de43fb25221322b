// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A hub in a process of its own, which can be killed in the middle of its work. */
public record HubProcess(Process process, URI address) implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("application@.*\\{127\\.0\\.0\\.1:(\\d+)}");

    /** On the folder that {@link Hub#start} uses for the same one. */
    public static HubProcess start(Path data, String... settings) throws IOException {
        var file = Files.writeString(
                data.resolve("process.yml"),
                """
                data: %s
                %s
                server:
                  applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
                  requestLog: {appenders: []}
                logging: {level: WARN, loggers: {org.eclipse.jetty.server.AbstractConnector: INFO}}
                """
                        .formatted(data.resolve("hub"), String.join("\n", settings)));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HubApplication.class.getName(),
                        "server",
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var said = new StringBuilder();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            var port = LISTENS.matcher(line);
            if (port.find()) return new HubProcess(process, URI.create("http://127.0.0.1:" + port.group(1)));
        }
        throw new IllegalStateException("the hub did not start: " + said);
    }

    /** As by kill -9. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
