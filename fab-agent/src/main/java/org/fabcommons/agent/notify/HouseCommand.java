// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.notify;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fabcommons.link.Detail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program of the house for each notification. Its arguments are those of the settings and nothing else; what
 * happened stands in environment variables, so that nothing that a file's name says can become an argument or a command.
 */
final class HouseCommand implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(HouseCommand.class);
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "USER", "TMPDIR");
    private static final int LONGEST = 1000;
    private static final File NOTHING = new File("/dev/null");

    private final ChannelSettings settings;

    HouseCommand(ChannelSettings settings) {
        this.settings = settings;
    }

    @Override
    public void send(Message message) throws NotDelivered, InterruptedException {
        var program =
                new ProcessBuilder(settings.command()).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        if (NOTHING.exists()) program.redirectInput(NOTHING);
        var environment = program.environment();
        environment.keySet().retainAll(INHERITED);
        variables(message).forEach((name, value) -> environment.put(name, clean(value)));
        var picture = settings.picture() ? message.sight().jpeg() : Optional.<byte[]>empty();
        var file = picture.flatMap(HouseCommand::kept);
        environment.put("FAB_PICTURE", file.map(Path::toString).orElse(""));
        try {
            run(program);
        } finally {
            file.ifPresent(HouseCommand::removed);
        }
    }

    private void run(ProcessBuilder program) throws NotDelivered, InterruptedException {
        Process process;
        try {
            process = program.start();
        } catch (IOException e) {
            throw NotDelivered.ever(
                    Detail.of("program-not-started", settings.command().get(0)));
        }
        try {
            if (!process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS))
                throw NotDelivered.yet(
                        Detail.of("program-ended", settings.timeout().toSeconds()));
            if (process.exitValue() != 0) throw NotDelivered.yet(Detail.of("program-failed", process.exitValue()));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** For as long as the program runs, in a file for this user alone. */
    private static Optional<Path> kept(byte[] jpeg) {
        try {
            return Optional.of(Files.write(Files.createTempFile("fab-agent-", ".jpg"), jpeg));
        } catch (IOException e) {
            LOG.warn("a notification goes out without its picture", e);
            return Optional.empty();
        }
    }

    private static void removed(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} stays", file, e);
        }
    }

    private static Map<String, String> variables(Message message) {
        var what = message.notification();
        return Map.of(
                "FAB_KIND", what.kind().word(),
                "FAB_TITLE", message.title(),
                "FAB_TEXT", message.text(),
                "FAB_AGENT", message.agent(),
                "FAB_MACHINE", what.machine().orElse(""),
                "FAB_MACHINE_NAME", message.machineName(),
                "FAB_JOB", what.job().orElse(""),
                "FAB_FILE", what.file().orElse(""),
                "FAB_CODE", what.code(),
                "FAB_LINK", message.link().map(Object::toString).orElse(""));
    }

    private static String clean(String value) {
        var plain = value.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
