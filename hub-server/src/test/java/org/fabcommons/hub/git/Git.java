// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fabcommons.hub.Needs;

/** The installed git program in a folder of its own, without anybody's settings. */
public final class Git {
    private static final int PATIENCE_S = 120;

    private final Path folder;

    public Git(Path folder) {
        this.folder = folder;
        Needs.program("git", "git");
    }

    /** What it said, both streams together. */
    public record Said(int code, String text) {
        public Said fine() {
            if (code != 0) throw new AssertionError(text);
            return this;
        }
    }

    public Path folder() {
        return folder;
    }

    /** The same program elsewhere. */
    public Git in(String name) {
        return new Git(folder.resolve(name));
    }

    public Said run(String... words) {
        return run(new byte[0], words);
    }

    public Said run(byte[] input, String... words) {
        try {
            return finish(start(words), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and does not wait. */
    public Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("LC_"));
        environment.put("HOME", folder.toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("none").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LANG", "C.UTF-8");
        environment.put("LANGUAGE", "en");
        for (var who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "Ada Lovelace");
            environment.put("GIT_" + who + "_EMAIL", "ada@example.org");
        }
        return builder.start();
    }

    private static Said finish(Process process, byte[] input) throws IOException {
        try {
            try (var in = process.getOutputStream()) {
                in.write(input);
            } catch (IOException alreadyOver) {
                // It did not want to know; its exit code says how it went.
            }
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) throw new AssertionError("git does not end: " + text);
            return new Said(process.exitValue(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** An address with a name and a password in it. */
    public static String address(URI hub, String user, String password, String design) {
        return "http://" + user + ":" + password + "@" + hub.getAuthority() + "/" + design + ".git";
    }

    public Path write(String path, String text) {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path write(String path, byte[] bytes) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits everything that is in the folder. */
    public void commit(String message) {
        run("add", "-A").fine();
        run("commit", "-q", "-m", message).fine();
    }

    public String head() {
        return run("rev-parse", "HEAD").fine().text().strip();
    }

    public static Git longHistory(Path folder, int revisions) throws IOException {
        var git = new Git(Files.createDirectories(folder));
        git.run("init", "-q", "-b", "main").fine();
        var stream = new StringBuilder();
        for (int i = 1; i <= revisions; i++) {
            stream.append("commit refs/heads/main\ncommitter Ada Lovelace <ada@example.org> %d +0000\n"
                    .formatted(1_600_000_000 + i));
            stream.append("data 5\nstep\nM 644 inline parts/%d/part.txt\n".formatted(i % 50));
            var text = "# Clock\n\nTurn %d.".formatted(i);
            stream.append("data %d\n%s\nM 644 inline README.md\ndata %d\n%s\n"
                    .formatted(text.length(), text, text.length(), text));
        }
        git.run(stream.toString().getBytes(StandardCharsets.UTF_8), "fast-import", "--quiet")
                .fine();
        git.run("update-server-info").fine();
        return git;
    }
}
