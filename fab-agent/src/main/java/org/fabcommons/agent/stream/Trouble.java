// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

/** What people read when numbered lines cannot go on, in English. */
final class Trouble {
    private Trouble() {}

    static String neverWhole(Outgoing line, int times) {
        return "\"" + line.command() + "\" was sent " + times
                + " times and never arrived whole. Check the cable and what runs beside it.";
    }

    static Effect.Held ranBefore(Outgoing line) {
        return new Effect.Held(
                line,
                "After a damaged line the machine carried out one that had lost its number: \"" + line.command()
                        + "\" or one soon after it may have run before its turn, and runs again. Look at the work and"
                        + " at the cable, then go on or cancel.");
    }

    static Effect.Broken notSentYet(long wanted) {
        return new Effect.Broken(
                "lost-count", "The machine asks for line " + wanted + ", which has not been sent yet.");
    }

    static Effect.Broken tooFarBack(long wanted) {
        return new Effect.Broken(
                "lost-count", "The machine asks for line " + wanted + ", which is too far back. Was it reset?");
    }

    static Effect.Broken lostAnswer(Outgoing line) {
        return new Effect.Broken(
                "lost-answer",
                "\"" + line.command() + "\" was not answered. This firmware would carry it out"
                        + " twice if it came again, so it is not sent again: a person must look.");
    }

    static Effect.Broken noAnswer() {
        return new Effect.Broken("no-answer", "The machine does not answer any more.");
    }
}
