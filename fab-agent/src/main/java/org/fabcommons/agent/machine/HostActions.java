// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.agent.guard.Refusal;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.link.Detail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the machine asks of its host by {@code //action:}. A file can make the machine say such a thing (M118), so only
 * what can do no harm is followed: to pause, to go on after a pause, to end the job, to ask a person. Whatever would
 * start something, cut the connection or switch the computer off is passed over. Marlin is told which of its buttons was
 * pressed; on Klipper a button stands for a command, which the guard sees as if the person had typed it. Source: Marlin
 * 2.1, {@code host_actions.cpp}; OctoPrint's action command prompt; Klipper, {@code pause_resume.py}, and Mainsail's macro
 * prompts. RepRapFirmware's {@link MessageBox}es are answered here too. Of the session's thread.
 */
final class HostActions {
    private static final Logger LOG = LoggerFactory.getLogger(HostActions.class);
    private static final int MOST_CHOICES = 8;
    private static final int MOST_CHARACTERS = 200;

    /** The only button of what Marlin shows for people to know; nothing waits for it. Source: {@code host_actions.cpp}. */
    private static final List<String> ONLY_TOLD = List.of("Dismiss");

    private final String key;
    private final Situation now;
    private final RunEnd runEnd;
    private final Pausing pausing;
    private String text = "";
    private final List<String> choices = new ArrayList<>();
    /** What each button stands for, where the machine does not count them. */
    private final List<String> commands = new ArrayList<>();

    /** The run whose file makes the machine speak to its host. */
    private Optional<Run> speaks = Optional.empty();

    private Optional<Question> shown = Optional.empty();
    /** What the file's line on its way opens; what the machine has said last; and the box that is open. */
    private Optional<MessageBox> coming = Optional.empty();

    private String before = "";
    private String last = "";
    private Optional<MessageBox> box = Optional.empty();

    HostActions(String key, Situation now, RunEnd runEnd, Pausing pausing) {
        this.key = key;
        this.now = now;
        this.runEnd = runEnd;
        this.pausing = pausing;
    }

    /** What the machine has on display for a person to answer. */
    Optional<Question> shown() {
        return shown;
    }

    void take(String action) {
        var words = action.split("\\s+", 2);
        var rest = words.length < 2 ? "" : words[1].substring(0, Math.min(words[1].length(), MOST_CHARACTERS));
        switch (words[0]) {
            case "pause" -> pausing.pause();
            // Somebody at the machine's own panel, unless the file itself speaks to the host: it must not undo a pause.
            case "resume" -> {
                if (speaks.isEmpty() || !speaks.equals(now.run())) pausing.resume();
                else LOG.info("{}: the file says \"resume\", which is not followed", key);
            }
            // Marlin has done so itself, and says so more surely by being busy.
            case "paused" -> pausing.pausedThere();
            case "resumed" -> {
                if (!counts()) forget();
                pausing.resumedThere();
            }
            case "notification" -> LOG.info("{}: {}", key, action);
            case "cancel" ->
                runEnd.end(
                        new Run.Ending(Outcome.CANCELLED, "cancelled-at-machine", Detail.of("cancelled-at-machine")));
            case "out_of_filament", "filament_runout" -> {
                now.liveRun().ifPresent(r -> r.asks(Question.of(Question.Kind.FILAMENT, rest)));
                pausing.pause();
            }
            case "prompt_begin" -> {
                forget();
                text = rest;
            }
            case "prompt_text" -> {
                var longer = text.isEmpty() ? rest : text + ": " + rest;
                text = longer.substring(0, Math.min(longer.length(), MOST_CHARACTERS));
            }
            case "prompt_button", "prompt_choice", "prompt_footer_button" -> {
                if (choices.size() < MOST_CHOICES) button(rest);
            }
            case "prompt_show" -> show();
            case "prompt_end" -> forget();
            default -> LOG.info("{}: the machine says \"{}\", which is not followed", key, action);
        }
    }

    private void show() {
        if (counts() && choices.equals(ONLY_TOLD)) {
            LOG.info("{}: {}", key, text);
            forget();
            return;
        }
        shown = Optional.of(new Question(Question.Kind.PROMPT, text, Optional.empty(), List.copyOf(choices)));
    }

    /** A line of the file that may open a box is on its way. */
    void sends(String command) {
        if (command.startsWith("M118") && command.contains("action:")) speaks = now.run();
        MessageBox.of(command).filter(opened -> boxes()).ifPresent(opened -> coming = Optional.of(opened));
    }

    private boolean boxes() {
        return now.profile().commands().host().contains("M292");
    }

    /** Words of the machine that are nothing else: RepRapFirmware writes its message boxes so. */
    void said(String words) {
        if (!boxes()) return;
        boolean buttons = words.startsWith("Send M292 to continue");
        boolean listed = coming.filter(
                        opened -> opened.mode() >= 4 && opened.message().strip().equals(words.strip()))
                .isPresent();
        if (buttons || listed) {
            var title = before.matches("- .* -") ? before.substring(2, before.length() - 2) : "";
            open(listed ? coming.get() : MessageBox.told(title, last, words.contains("M292 P1")));
        }
        before = last;
        last = words;
    }

    private void open(MessageBox opened) {
        boolean ofTheFile = coming.filter(
                        one -> one.message().strip().equals(opened.message().strip()))
                .isPresent();
        if (!ofTheFile) coming = Optional.empty();
        box = Optional.of(opened);
        shown = Optional.of(opened.question());
        now.connection().ifPresent(c -> c.seen().asksAPerson());
    }

    /** Whether what is shown is a message box, which going on answers too. */
    boolean showsBox() {
        return box.isPresent();
    }

    /** While it is open nothing else is answered, for as long as it takes. */
    void look(Connection c) {
        if (box.isEmpty()) return;
        if (c.seen().waitsForPerson()) c.streamer().waitsForPerson(now.nowMs());
        // Somebody has answered it at the machine.
        else forget();
    }

    private void answer(MessageBox.Answer answer) {
        boolean endsTheJob = answer.cancels() && coming.isPresent() && now.run().isPresent();
        now.connection().filter(this::hears).ifPresent(c -> {
            forget();
            // Which tells the machine so before all else.
            if (endsTheJob)
                runEnd.end(new Run.Ending(Outcome.CANCELLED, "cancelled", Detail.of("cancelled-by-person")));
            else c.meanwhile(answer.command());
        });
    }

    /** In the middle of the agent's own steps the question stays; of a person's command it is what holds it up. */
    private boolean hears(Connection c) {
        return !c.scripted() || now.byHand();
    }

    /** A person sees what a button stands for, unless it says so itself. */
    private void button(String told) {
        var parts = told.split("\\|", -1);
        if (counts() || parts.length == 1) {
            choices.add(told);
            commands.add(told);
            return;
        }
        var command = parts[1].isBlank() ? parts[0] : parts[1].strip();
        choices.add(command.equals(parts[0]) ? command : parts[0] + " (" + command + ")");
        commands.add(command);
    }

    /** Whether the machine is told a button by its number. Source: Marlin 2.1, M876. */
    private boolean counts() {
        return now.profile().commands().host().contains("M876");
    }

    /** Nothing is asked any more: it was answered, or the machine has restarted. */
    void forget() {
        text = "";
        choices.clear();
        commands.clear();
        box = Optional.empty();
        coming = Optional.empty();
        shown = Optional.empty();
    }

    /** Tells the machine which of its buttons was pressed. Source: Marlin 2.1, M876. */
    void answer(int choice) {
        if (shown.isEmpty()
                || choice < 0
                || choice >= Math.max(1, shown.get().choices().size())) return;
        if (box.isPresent()) {
            answer(box.get().answers().get(choice));
            return;
        }
        if (!counts()) {
            if (commands.isEmpty() || commands.get(choice).equals("RESUME")) {
                forget();
                pausing.resume();
            } else press(commands.get(choice));
            return;
        }
        now.connection().filter(this::hears).ifPresent(c -> {
            forget();
            // It says so again if it waits for something else.
            c.seen().answeredByPerson();
            c.meanwhile("M876 S" + choice);
        });
    }

    private void press(String command) {
        now.connection().filter(c -> !c.scripted()).ifPresent(c -> {
            // Nobody has given their name for it, nor watches, whatever was said of lines that were typed before.
            c.guard().allow(Source.CONSOLE, Set.of());
            var refused = c.guard()
                    .check(Source.CONSOLE, command)
                    .map(Refusal::detail)
                    .or(() -> beyondReach(c, command));
            if (refused.isPresent()) {
                // The question stays; whoever reads it sees why, and can press the machine's own button.
                var why = "\"" + command + "\" was not sent: " + refused.get();
                shown = shown.map(asked -> asked.with(why));
                return;
            }
            c.take(
                    List.of(new Step.Hand(command, Source.CONSOLE)),
                    RunEnd.STEPS_MS,
                    failure -> failure.ifPresent(why -> LOG.warn("{}: {}", key, why)));
        });
    }

    private Optional<String> beyondReach(Connection c, String command) {
        if (now.profile().control().isEmpty()) return Optional.of("This machine cannot be commanded by hand.");
        return new Reach(now.profile(), c).refusal(List.of(command), false).map(Hand.Problem::detail);
    }
}
