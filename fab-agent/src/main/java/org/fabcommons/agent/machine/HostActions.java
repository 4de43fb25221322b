// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the machine asks of its host by {@code //action:}. A file can make the machine say such a thing (M118), so only
 * what can do no harm is followed: to pause, to go on after a pause, to end the job, to ask a person. Whatever would
 * start something, cut the connection or switch the computer off is passed over. Source: Marlin 2.1,
 * {@code host_actions.cpp}; OctoPrint's action command prompt. Of the session's thread.
 */
final class HostActions {
    private static final Logger LOG = LoggerFactory.getLogger(HostActions.class);
    private static final int MOST_CHOICES = 8;
    private static final int MOST_CHARACTERS = 200;

    private final String key;
    private final Situation now;
    private final RunEnd runEnd;
    private final Streaming streaming;
    private String text = "";
    private final List<String> choices = new ArrayList<>();
    private Optional<Question> shown = Optional.empty();

    HostActions(String key, Situation now, RunEnd runEnd, Streaming streaming) {
        this.key = key;
        this.now = now;
        this.runEnd = runEnd;
        this.streaming = streaming;
    }

    /** What the machine has on display for a person to answer. */
    Optional<Question> shown() {
        return shown;
    }

    void take(String action) {
        var words = action.split("\\s+", 2);
        var rest = words.length < 2 ? "" : words[1].substring(0, Math.min(words[1].length(), MOST_CHARACTERS));
        switch (words[0]) {
            case "pause" -> streaming.pause();
            case "resume" -> streaming.resume();
            // It has done so itself, and says so more surely by being busy.
            case "paused", "resumed", "notification" -> LOG.info("{}: {}", key, action);
            case "cancel" ->
                runEnd.end(new Run.Ending(
                        Outcome.CANCELLED, "cancelled-at-machine", "The job was cancelled at the machine."));
            case "out_of_filament", "filament_runout" -> {
                now.liveRun().ifPresent(r -> r.asks(Question.of(Question.Kind.FILAMENT, rest)));
                streaming.pause();
            }
            case "prompt_begin" -> {
                forget();
                text = rest;
            }
            case "prompt_text" -> text = text.isEmpty() ? rest : text;
            case "prompt_button", "prompt_choice" -> {
                if (choices.size() < MOST_CHOICES) choices.add(rest);
            }
            case "prompt_show" ->
                shown = Optional.of(new Question(Question.Kind.PROMPT, text, Optional.empty(), List.copyOf(choices)));
            case "prompt_end" -> forget();
            default -> LOG.info("{}: the machine says \"{}\", which is not followed", key, action);
        }
    }

    /** Nothing is asked any more: it was answered, or the machine has restarted. */
    void forget() {
        text = "";
        choices.clear();
        shown = Optional.empty();
    }

    /** Tells the machine which of its buttons was pressed. Source: Marlin 2.1, M876. */
    void answer(int choice) {
        if (shown.isEmpty()
                || choice < 0
                || choice >= Math.max(1, shown.get().choices().size())) return;
        if (!now.profile().commands().host().contains("M876")) {
            forget();
            streaming.resume();
            return;
        }
        // In the middle of something else the question stays; a person presses once more.
        now.connection().filter(c -> !c.scripted()).ifPresent(c -> {
            forget();
            c.take(
                    List.of(new Step.Aside("M876 S" + choice)),
                    RunEnd.STEPS_MS,
                    failure -> failure.ifPresent(why -> LOG.warn("{}: {}", key, why)));
        });
    }
}
