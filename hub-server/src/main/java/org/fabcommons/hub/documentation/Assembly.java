// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.util.List;
import java.util.Optional;

/**
 * How the thing is put together, step by step, in one language.
 *
 * @param intros what files say before their first step
 * @param cut whether there are more steps than are told
 */
public record Assembly(String revision, List<Intro> intros, List<Step> steps, boolean cut) {
    /** @param before the number of the step that it stands before; HTML that was made safe */
    public record Intro(int before, String html) {}

    /**
     * A step.
     *
     * @param number from 1
     * @param path the file it stands in
     * @param html what to do, made safe
     */
    public record Step(int number, String path, String title, List<String> tools, List<Need> parts, String html) {
        /** Where it stands on the page. */
        public String anchor() {
            return "step-" + number;
        }
    }

    /** @param line its place in the bill of materials, from 1; empty where it is not listed there */
    public record Need(String words, Optional<Integer> line) {}

    /** The steps of one file, for the editor. */
    public record Leaf(String path, String title) {}
}
