// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.vault.Lines;

/**
 * What it means to take over what an ancestor changed: a three-way merge, file by file.
 *
 * @param revision the design's revision that was looked at
 * @param pinned the ancestor's revision that the design was built on
 * @param theirs the ancestor's revision to take over
 * @param base where the pinned revision is
 * @param related whether the design's history holds the pinned revision
 * @param steps the files that the ancestor changed and that are not the same in the design already
 */
public record TakeOver(
        Design design,
        String revision,
        Design from,
        DerivationEdge edge,
        String pinned,
        String theirs,
        Comparing.Side base,
        boolean related,
        List<Step> steps) {

    /** How a file stands. */
    public enum State {
        /** Only the ancestor changed it. */
        TAKEN,
        /** Both changed it, in different lines. */
        MERGED,
        /** Both changed it, and somebody must choose. */
        CONFLICT,
        /** The design does not have it. */
        LEFT_OUT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What can be done with a file. */
    public enum Choice {
        MINE,
        THEIRS,
        MERGED,
        /** A text that was put together by hand. */
        EDITED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Choice> find(String wire) {
            return List.of(values()).stream()
                    .filter(choice -> choice.wire().equals(wire))
                    .findFirst();
        }
    }

    /**
     * A file to decide on.
     *
     * @param upstream what the ancestor changed in it
     * @param mine how it stands in the design: from the pinned revision to the design's
     * @param merged both put together, where it is a text that both changed
     */
    public record Step(String path, State state, FileChange upstream, FileChange mine, Optional<Lines.Merged> merged) {
        /** What may be chosen, the usual choice first; a conflict has none. */
        public List<Choice> choices() {
            return switch (state) {
                case TAKEN -> List.of(Choice.THEIRS, Choice.MINE);
                case MERGED -> List.of(Choice.MERGED, Choice.MINE, Choice.THEIRS);
                case CONFLICT ->
                    merged.isPresent()
                            ? List.of(Choice.MINE, Choice.THEIRS, Choice.EDITED)
                            : List.of(Choice.MINE, Choice.THEIRS);
                case LEFT_OUT -> List.of(Choice.MINE, Choice.THEIRS);
            };
        }

        /** What happens where nobody chooses. */
        public Optional<Choice> usual() {
            return state == State.CONFLICT
                    ? Optional.empty()
                    : Optional.of(choices().get(0));
        }
    }

    public boolean hasConflicts() {
        return steps.stream().anyMatch(step -> step.state() == State.CONFLICT);
    }

    public String shortPinned() {
        return pinned.substring(0, 10);
    }

    public String shortTheirs() {
        return theirs.substring(0, 10);
    }
}
