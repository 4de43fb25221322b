// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message that RepRapFirmware shows and waits with. On a serial line it writes title and message; to the modes that have
 * one button or two it adds which answers there are, of a list of choices it says nothing: these are known only from the
 * line that opened the box. Source: RepRapFirmware 3.5, {@code RepRap::SendAlert}; G-code dictionary, M291, M292.
 *
 * @param mode its S: 2 to go on, 3 also to cancel, 4 to choose; below 2 it does not wait
 * @param choices of mode 4
 */
record MessageBox(String title, String message, int mode, List<String> choices, boolean cancels) {
    private static final Pattern OPENS = Pattern.compile("M291\\b(.*)");
    private static final Pattern TEXT = Pattern.compile("([PR])\\s*\"((?:[^\"]|\"\")*)\"");
    private static final Pattern LIST = Pattern.compile("K\\s*\\{([^}]*)\\}");
    private static final Pattern ITEM = Pattern.compile("\"((?:[^\"]|\"\")*)\"");
    private static final Pattern MODE = Pattern.compile("\\bS\\s*(\\d)");
    private static final Pattern CANCELS = Pattern.compile("\\bJ\\s*[12]");
    private static final int MOST_CHOICES = 8;
    /** The firmware's own buttons are called so. */
    private static final String OK = "OK";

    private static final String CANCEL = "Cancel";

    /** The box that a line of a file opens, if it waits for an answer. */
    static Optional<MessageBox> of(String line) {
        var opens = OPENS.matcher(line);
        if (!opens.matches()) return Optional.empty();
        var rest = opens.group(1);
        var title = "";
        var message = "";
        var texts = TEXT.matcher(rest);
        while (texts.find()) {
            var text = texts.group(2).replace("\"\"", "\"");
            if (texts.group(1).equals("P")) message = text;
            else title = text;
        }
        var choices = new ArrayList<String>();
        var list = LIST.matcher(rest);
        if (list.find()) {
            var items = ITEM.matcher(list.group(1));
            while (items.find() && choices.size() < MOST_CHOICES)
                choices.add(items.group(1).replace("\"\"", "\""));
        }
        var bare = LIST.matcher(TEXT.matcher(rest).replaceAll("")).replaceAll("");
        var mode = MODE.matcher(bare);
        // Without S the firmware shows a message with a button to close it, and goes on.
        int number = mode.find() ? Integer.parseInt(mode.group(1)) : 1;
        if (number < 2) return Optional.empty();
        boolean cancels = number == 3 || CANCELS.matcher(bare).find();
        return Optional.of(new MessageBox(title, message, number, List.copyOf(choices), cancels));
    }

    /** As the firmware itself tells it on the line. */
    static MessageBox told(String title, String message, boolean cancels) {
        return new MessageBox(title, message, cancels ? 3 : 2, List.of(), cancels);
    }

    /** The box as a question. Values that somebody would have to type cannot be given from here; they can be cancelled. */
    Question question() {
        var text = title.isEmpty() ? message : title + ": " + message;
        return new Question(
                Question.Kind.PROMPT,
                text,
                Optional.empty(),
                answers().stream().map(Answer::label).toList());
    }

    /**
     * What answers it.
     *
     * @param command which says so
     * @param cancels whether it ends what the machine is doing
     */
    record Answer(String label, String command, boolean cancels) {}

    List<Answer> answers() {
        var answers = new ArrayList<Answer>();
        if (mode < 4) answers.add(new Answer(OK, "M292 P0", false));
        for (int i = 0; mode == 4 && i < choices.size(); i++)
            answers.add(new Answer(choices.get(i), "M292 P0 R" + i, false));
        if (cancels || answers.isEmpty()) answers.add(new Answer(CANCEL, "M292 P1", true));
        return answers;
    }
}
