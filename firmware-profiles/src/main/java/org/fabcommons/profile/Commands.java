// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which commands a file may contain. A command in none of the lists is refused too, as unknown.
 *
 * @param allowed canonical codes such as {@code G1} or {@code G38.2}
 * @param denied code to the reason, a key of the preflight's texts; also a code with a value ({@code M302 S<150}), which is
 *     denied only then
 * @param switchesOff code with a value ({@code M85 S=0}) by which a protection goes off, to the reason: allowed, but said
 * @param ask allowed, but a person is told of it before the job: code to the reason
 * @param adminOnly never in a job; for those who look after the machine: code to the reason
 * @param host what the agent itself may send beside the sequences
 * @param text codes that are followed by free text instead of words
 * @param named allowed commands that are names with parameters, such as {@code PRINT_START BED=60}; they are in
 *     {@code allowed} and in {@code text} too
 * @param homes named commands that home the machine, as a macro around a print does
 * @param letters what a line may have besides G and M, where the firmware refuses all others and also those that its
 *     command does not use; empty where that is not known
 * @param modalMotion whether a line of axis words alone repeats the last motion
 * @param inches whether the firmware understands G20
 */
public record Commands(
        List<String> allowed,
        Map<String, String> denied,
        Map<String, String> ask,
        Map<String, String> adminOnly,
        Map<String, String> leftOut,
        Map<String, String> switchesOff,
        List<String> text,
        List<String> host,
        List<String> named,
        List<String> homes,
        String letters,
        boolean modalMotion,
        boolean inches) {
    private static final String HOST_CHANGES = "tool-change-host";

    public Commands {
        InvalidValue.unless(allowed != null && !allowed.isEmpty(), "commands.allowed", "is missing");
        named = named == null ? List.of() : List.copyOf(named);
        homes = homes == null ? List.of() : List.copyOf(homes);
        InvalidValue.unless(named.containsAll(homes), "commands.homes", "must be named under commands.named too");
        letters = letters == null ? "" : letters;
        InvalidValue.unless(letters.matches("[A-Z]*"), "commands.letters", "must be letters from A to Z");
        allowed = joined(allowed, named);
        denied = denied == null ? Map.of() : Map.copyOf(denied);
        ask = ask == null ? Map.of() : Map.copyOf(ask);
        adminOnly = adminOnly == null ? Map.of() : Map.copyOf(adminOnly);
        leftOut = leftOut == null ? Map.of() : Map.copyOf(leftOut);
        switchesOff = switchesOff == null ? Map.of() : Map.copyOf(switchesOff);
        text = joined(text == null ? List.of() : text, named);
        host = host == null ? List.of() : List.copyOf(host);
    }

    Commands withHostChanges() {
        var asked = new HashMap<>(ask);
        asked.put("M6", HOST_CHANGES);
        return new Commands(
                allowed,
                denied,
                asked,
                adminOnly,
                leftOut,
                switchesOff,
                text,
                host,
                named,
                homes,
                letters,
                modalMotion,
                inches);
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    /** Whether the firmware knows no change of tools and the agent does it instead: M6 is never sent. */
    public boolean hostChangesTools() {
        return HOST_CHANGES.equals(ask.get("M6"));
    }

    /** Whether the agent changes filament instead of the firmware: M600 is never sent. */
    public boolean hostChangesFilament() {
        return "filament-change-host".equals(ask.get("M600"));
    }

    /** Whether the agent waits for a person instead of the firmware, which does not: this command is never sent. */
    public boolean hostWaits(String code) {
        return "waits-for-person-host".equals(ask.get(code));
    }

    /** Why a job must not contain this command; empty when nothing is said against it. */
    public Optional<String> refusal(String code) {
        return Optional.ofNullable(denied.get(code)).or(() -> Optional.ofNullable(adminOnly.get(code)));
    }
}
