// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Locale;
import java.util.Map;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.agent.notify.Notification;
import org.fabcommons.agent.notify.Wording;
import org.fabcommons.link.Detail;

/** Notifications in the words of the agent's pages. */
public final class NotificationWords implements Wording {
    private static final String QUESTION = "question.";

    private final String agent;
    private final Map<String, LocalServer.Named> machines;

    /** @param machines by key */
    public NotificationWords(String agent, Map<String, LocalServer.Named> machines) {
        this.agent = agent;
        this.machines = Map.copyOf(machines);
    }

    @Override
    public String machine(String key) {
        return machines.containsKey(key) ? machines.get(key).name() : key;
    }

    @Override
    public Said say(Notification notification, Locale language) {
        var texts = new Texts(language);
        var kind = notification.kind().word();
        var who = notification.machine().map(this::machine).orElse(agent);
        return new Said(texts.of("notify.title." + kind, who), text(notification, texts));
    }

    private String text(Notification notification, Texts texts) {
        var file = notification.file().orElse("");
        return switch (notification.kind()) {
            case FINISHED -> (finished(notification, texts) + " " + reason(notification, texts)).strip();
            case FAILED ->
                (texts.of("notify.failed", file) + " " + reason(notification, texts)).strip()
                        + leftOn(notification, texts);
            case CANCELLED -> texts.of("notify.cancelled", file) + leftOn(notification, texts);
            case ASKS, FILAMENT ->
                file.isEmpty() ? asked(notification, texts) : texts.of("notify.asks", file, asked(notification, texts));
            case MACHINE ->
                notification
                        .said()
                        .map(said -> said.in(texts.locale()))
                        .orElseGet(() -> texts.of("state." + notification.code()));
            case CAMERA ->
                texts.of("notify." + notification.code(), notification.values().get(0)) + " "
                        + texts.of(
                                notification.values().get(1).equals("true")
                                        ? "camera.notice.paused"
                                        : "camera.notice.goesOn");
            case TEST -> texts.of("notify.test", agent);
        };
    }

    private static String finished(Notification notification, Texts texts) {
        var file = notification.file().orElse("");
        if (notification.values().isEmpty()) return texts.of("notify.finished", file);
        return texts.of(
                "notify.finishedAfter",
                file,
                texts.duration(Long.parseLong(notification.values().get(0))));
    }

    private static String leftOn(Notification notification, Texts texts) {
        return notification.values().contains(Notification.NOT_SAFE)
                ? " " + Detail.of("not-safe").in(texts.locale())
                : "";
    }

    private static String reason(Notification notification, Texts texts) {
        return texts.find("reason." + notification.code()).orElse("");
    }

    private static String asked(Notification notification, Texts texts) {
        if (!notification.code().startsWith(QUESTION)) return reason(notification, texts);
        var kind = Question.Kind.valueOf(
                notification.code().substring(QUESTION.length()).toUpperCase(Locale.ROOT));
        var words = MachineCard.title(texts, kind, notification.values().get(0));
        var note = notification.values().get(1);
        return note.isEmpty() ? words : words + " (" + note + ")";
    }
}
